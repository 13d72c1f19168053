// A server without clients: its processes, threads, memory, what its start has cost, and that rest is rest.
import test from 'ava';
import { readAtRest } from '../../src/trials/at-rest.js';
import { ServerProcess } from '../../src/trials/server-process.js';
import { startModel } from './model-server.js';
import { standInModel, standInTools } from './stand-ins.js';

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
  const command = standInTools.serverCommand(standInModel('forks'), { workers: 1, threads: 1 });
  const server = await ServerProcess.start(command, new AbortController().signal);
  t.teardown(() => server.stop());
  await t.throwsAsync(
    readAtRest(server.pid, () => server.usage(), { forMs }),
    { message: 'the server starts or ends processes without clients' },
  );
});
