// The sampler: what it saw over time, and the most of it.
import { spawn } from 'node:child_process';
import test from 'ava';
import { PeakSampler } from '../../src/trials/tree-counts.js';
import { until } from '../harness/deadline.js';

test('a sampler keeps every look since its start, and the peak of processes that have gone again', async (t) => {
  const shell = spawn('sh', ['-c', 'read -r line; sleep 60 & read -r line; kill $!; wait; read -r line'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  t.teardown(() => shell.kill('SIGKILL'));
  const sampler = new PeakSampler(shell.pid ?? 0);
  t.teardown(() => sampler.stop());
  const now = () => sampler.series.at(-1)?.processes;
  await until('the shell', () => {
    sampler.stop();
    sampler.series.length = 0;
    sampler.start();
    return now() === 1;
  });
  shell.stdin.write('\n');
  await until('its child to be seen', () => now() === 2);
  shell.stdin.write('\n');
  await until('its child to be gone', () => now() === 1);
  sampler.stop();
  const counts = sampler.series.map(({ processes }) => processes);
  t.deepEqual(
    counts.filter((count, index) => count !== counts[index - 1]),
    [1, 2, 1],
  );
  t.deepEqual(sampler.peak, { processes: 2, threads: 2 });
  const times = sampler.series.map(({ atMs }) => atMs);
  t.true((times[0] ?? -1) >= 0);
  t.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
});
