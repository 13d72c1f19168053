// What goes on around a run: who listens, what its tree uses, and what others do.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import test from 'ava';
import { calibrate } from '../../src/load/calibration.js';
import { type Label, labels } from '../../src/load/label.js';
import { defaults, startLoad } from '../../src/load/run-load.js';
import { isOfThisMachine, pidsListeningOn, treeCpuUs } from '../../src/load/server-processes.js';
import { Surroundings } from '../../src/load/surroundings.js';
import { timeWaitTowards } from '../../src/load/tcp-sockets.js';
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
  t.is(timeWaitTowards(server.port), 0);
  const run = await startLoad({
    host: '127.0.0.1',
    port: server.port,
    connections: 2,
    durationMs: 100,
    warmUpMs: 0,
    churn: true,
  });
  await within('the end of a churn run', run.done);
  t.true(timeWaitTowards(server.port) > 0);
});

for (const mode of ['closed-loop', 'open-loop', 'churn'] as const) {
  test(`the client's ceiling can be found: ${mode}`, async (t) => {
    const shape = { ...defaults, mode };
    const found = await within('a calibration', calibrate(shape, { freeDescriptors: 1000 }));
    t.true((found?.ceilingPerSecond ?? 0) > 0);
    t.true((found?.cpuUsPerMessage ?? 0) > 0);
  });
}

test('a slowed client has a lower ceiling', async (t) => {
  const shape = { ...defaults, mode: 'closed-loop' as const, slowClientNs: 1_000_000 };
  const found = await within('a calibration', calibrate(shape, { freeDescriptors: 1000 }));
  t.true((found?.ceilingPerSecond ?? 0) <= 1000, `${found?.ceilingPerSecond}`);
  t.true((found?.cpuUsPerMessage ?? 0) >= 990);
});

test('a calibration that is stopped gives nothing', async (t) => {
  const stop = new AbortController();
  const calibration = calibrate({ ...defaults, mode: 'closed-loop' }, { freeDescriptors: 1000, signal: stop.signal });
  stop.abort();
  t.is(await within('a stopped calibration', calibration), null);
});

const known: { name: string; label: Label; model: string; work: string[]; load: object }[] = [
  { name: 'a slowed client', label: 'client-bound', model: 'event-loop', work: [], load: { slowClientNs: 20_000 } },
  { name: 'cpu:200us', label: 'server-bound', model: 'event-loop', work: ['--work', 'cpu:200us'], load: {} },
  { name: 'wait:5ms', label: 'both-idle', model: 'event-loop', work: ['--work', 'wait:5ms'], load: { connections: 1 } },
  { name: '100 a second', label: 'both-idle', model: 'event-loop', work: [], load: { rate: 100 } },
];

for (const { name, label, model, work, load } of known) {
  test.serial(`labelled as it is, or disturbed: ${name}`, async (t) => {
    const server = await startServer(t, model, ['--packets', 'off', ...work]);
    const run = await startLoad({ host: '127.0.0.1', port: server.port, durationMs: 500, warmUpMs: 100, ...load });
    const document = await within('the end of a run', run.done);
    t.log(`${document.label}: ${document.labelReason}`);
    t.true(labels.includes(document.label as Label));
    t.true([label, 'disturbed'].includes(document.label ?? ''), `${document.label}: ${document.labelReason}`);
  });
}

test.serial('a hog per CPU beside a run disturbs it', async (t) => {
  const server = await startServer(t, 'event-loop', ['--packets', 'off']);
  for (const _ of cpus()) {
    const hog = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
    t.teardown(() => hog.kill('SIGKILL'));
  }
  const run = await startLoad({ host: '127.0.0.1', port: server.port, durationMs: 700, warmUpMs: 300 });
  const { label, labelReason } = await within('the end of a disturbed run', run.done);
  t.is(label, 'disturbed', labelReason ?? '');
});
