// A server without clients: its processes, threads, memory, what its start has cost, and that rest is rest.
import { spawn } from 'node:child_process';
import test from 'ava';
import { readAtRest } from '../../src/trials/at-rest.js';
import { startModel } from './model-server.js';

const forMs = 200;

for (const [model, processes] of [
  ['event-loop', 1],
  ['forked-thread-pools', 3],
] as const) {
  test(`${model}: what it has and holds before any client`, async (t) => {
    const server = await startModel(t, model);
    const rest = await readAtRest(server.pid, () => server.usage(), { forMs });
    t.is(rest.processes, processes);
    t.true(rest.threads >= processes * 2);
    t.true(rest.pssKb > 1000);
    t.true(rest.startUpCpuMs > 10 * processes, 'each Node process has booted');
    t.true(rest.idleCpuUsPerSecond >= 0);
    t.true((rest.idleCpuUsPerSecond * forMs) / 1e6 < rest.startUpCpuMs, 'booting is not idling');
  });
}

test('a server whose processes come and go has no rest', async (t) => {
  const shell = spawn('sh', ['-c', 'while :; do sleep 0.02; done']);
  t.teardown(() => shell.kill('SIGKILL'));
  const nothing = { cpuUs: 0, voluntarySwitches: 0, involuntarySwitches: 0, maxRssKb: 0 };
  const usage = { type: 'usage', port: 0, atNs: 0, self: nothing, children: nothing } as const;
  const askUsage = async () => ({ ...usage, connectionsPerWorker: [], packetLog: { recorded: 0, dropped: 0 } });
  await t.throwsAsync(readAtRest(shell.pid ?? 0, askUsage, { forMs: 1000 }), {
    message: 'the server starts or ends processes without clients',
  });
});
