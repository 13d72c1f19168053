// The yardstick: a figure for each CPU that this process may use, and no change to where it runs.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'ava';
import { addon } from '../../src/addon/addon.cjs';
import { measuredCpus, measureYardstick } from '../../src/trials/yardstick.js';

const allowed = () => /^Cpus_allowed_list:\s+(\S+)/m.exec(readFileSync('/proc/thread-self/status', 'utf8'))?.[1];

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

test('of many CPUs a few are measured, spread over all of them', (t) => {
  t.deepEqual(measuredCpus([5]), [5]);
  t.deepEqual(measuredCpus(upTo(4)), [0, 1, 2, 3]);
  t.deepEqual(measuredCpus(upTo(6)), [0, 2, 3, 5]);
  t.deepEqual(measuredCpus(upTo(64)), [0, 16, 32, 48]);
  t.is(measuredCpus(upTo(300)).length, 4);
});

test('each CPU that is measured has its figure, and this thread may run where it might before', (t) => {
  const before = allowed();
  const { perCpuUs } = measureYardstick();
  t.is(perCpuUs.length, measuredCpus(addon.processes.cpus()).length);
  for (const us of perCpuUs) t.true(us > 0);
  t.is(allowed(), before);
});

test('a process that may use one CPU measures that one', (t) => {
  const [cpu] = addon.processes.cpus().slice(-1);
  const yardstick = new URL('../../src/trials/yardstick.js', import.meta.url).href;
  const script = `import('${yardstick}').then(({ measureYardstick }) => console.log(measureYardstick().perCpuUs.length))`;
  const { stdout } = spawnSync('taskset', ['-c', String(cpu), process.execPath, '-e', script], { encoding: 'utf8' });
  t.is(stdout, '1\n');
});

test('a CPU that is not there is an error with its code', (t) => {
  const error = t.throws(() => addon.processes.yardstick(1023, 1000));
  t.like(error, { code: 'EINVAL', syscall: 'sched_setaffinity' });
});
