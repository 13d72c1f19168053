// The counts of a model: as many as a machine of hundreds of CPUs gives it by default.
import test from 'ava';
import { addon } from '../../src/addon/addon.cjs';
import { ServerProcess } from '../../src/trials/server-process.js';
import { serverCommand } from '../../src/trials/tools.js';
import { visit } from '../harness/clients.js';
import { until } from '../harness/deadline.js';
import { modelNamed } from '../trials/model-server.js';

const loops = 300;

test('300 loops, as on 300 CPUs: each is counted by itself, and all the connections are', async (t) => {
  const command = serverCommand(modelNamed('reuseport-loops'), { workers: 1, threads: 1, loops });
  const server = await ServerProcess.start(command, new AbortController().signal);
  t.teardown(() => server.stop());
  await until('all loops', () => addon.processes.threads(server.pid) > loops);
  const visits = 60;
  for (let i = 0; i < visits; i++) await visit(server.address.port, 'x');
  const { connectionsPerWorker } = await server.usage();
  t.is(connectionsPerWorker.length, loops);
  t.is(
    connectionsPerWorker.reduce((sum, count) => sum + count, 0),
    visits,
  );
});
