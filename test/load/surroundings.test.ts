// What goes on around a run: who listens, what its tree uses, and what others do.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import test from 'ava';
import { startLoad } from '../../src/load/run-load.js';
import { isOfThisMachine, pidsListeningOn, treeCpuUs } from '../../src/load/server-processes.js';
import { Surroundings } from '../../src/load/surroundings.js';
import { timeWaitTowards } from '../../src/observe/tcp-sockets.js';
import { until, within } from '../harness/deadline.js';
import { startServer } from '../harness/server-process.js';
import { echo, startTestServer } from './servers.js';

test('who listens on a port is found, its workers too', async (t) => {
  const server = await startServer(t, 'forked-thread-pools', ['--workers', '2', '--threads', '1', '--packets', 'off']);
  await until('the server and both workers to hold the listener', () => pidsListeningOn(server.port).length === 3);
  t.true(pidsListeningOn(server.port).includes(server.pid));
  t.true(treeCpuUs(pidsListeningOn(server.port)) >= treeCpuUs([server.pid]) * 0.5);
  t.deepEqual(pidsListeningOn(1), []);
});

test('a host is of this machine, or not', (t) => {
  t.true(isOfThisMachine('127.0.0.1'));
  t.true(isOfThisMachine('127.0.0.9'));
  t.false(isOfThisMachine('192.0.2.1'));
});

test('work of others is seen as theirs, and that of the server as its own', async (t) => {
  const server = await startServer(t, 'event-loop', ['--packets', 'off']);
  const surroundings = new Surroundings({ host: '127.0.0.1', port: server.port });
  const hog = spawn(process.execPath, ['-e', "process.stdout.write('up'); for (;;);"], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  t.teardown(() => hog.kill('SIGKILL'));
  await within('the hog', once(hog.stdout, 'data'));
  const startedMs = performance.now();
  surroundings.readStart();
  const hogUs = () => treeCpuUs([hog.pid ?? 0]);
  const before = hogUs();
  await until('the hog to have used 0.3 s', () => hogUs() - before > 300_000);
  surroundings.readEnd();
  const { foreignCpus, serverBusyCpus } = surroundings.signals();
  const foreignMs = (foreignCpus ?? 0) * (performance.now() - startedMs);
  t.true(foreignMs >= 250, `${foreignMs} ms of ${foreignCpus} CPUs`);
  t.true(serverBusyCpus !== null && serverBusyCpus < 0.5, `server ${serverBusyCpus}`);
});

test('a server here that cannot be seen leaves it open who worked', (t) => {
  const surroundings = new Surroundings({ host: '127.0.0.1', port: 1 });
  surroundings.readStart();
  surroundings.readEnd();
  t.is(surroundings.signals().foreignCpus, null);
  t.is(surroundings.signals().serverBusyCpus, null);
});

test('nothing measured says nothing', (t) => {
  const { foreignCpus, stolenShare } = new Surroundings({ host: '127.0.0.1', port: 1 }).signals();
  t.is(foreignCpus, null);
  t.is(stolenShare, null);
});

test('sockets in TIME_WAIT are told by where they lead', async (t) => {
  const server = await startTestServer(t, echo);
  const before = timeWaitTowards(server.port); // of a server that had this port a moment ago
  const run = await startLoad({
    host: '127.0.0.1',
    port: server.port,
    connections: 2,
    durationMs: 100,
    warmUpMs: 0,
    churn: true,
  });
  await within('the end of a churn run', run.done);
  t.true(timeWaitTowards(server.port) > before);
});
