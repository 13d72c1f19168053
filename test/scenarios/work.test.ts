// cpu-work, wait-work, large: what a message costs is what the scenario says that it does.
import test from 'ava';
import { cpuWork } from '../../src/scenarios/cpu-work.js';
import { large } from '../../src/scenarios/large.js';
import { waitWork } from '../../src/scenarios/wait-work.js';
import { modelNamed } from '../trials/model-server.js';
import { measuredIn, trialOf } from './real-trial.js';

for (const name of ['event-loop', 'thread-per-connection']) {
  test.serial(`cpu-work: ${name} burns the CPU that a message costs`, async (t) => {
    const { figures, connections } = await measuredIn(t, trialOf(cpuWork, modelNamed(name)));
    t.is(connections.served, 4);
    t.true((figures.cpuUsPerMessage ?? 0) > 150, `${figures.cpuUsPerMessage} µs of at least 200`);
    t.true((figures.usPerMessage ?? 0) > 0);
  });
}

test.serial('wait-work: a pool of eight threads serves eight, and takes much longer for a message', async (t) => {
  const pool = modelNamed('thread-pool');
  const few = await measuredIn(t, trialOf(waitWork, pool, { counts: { workers: 1, threads: 8, loops: 2 } }));
  t.deepEqual(few.connections, { asked: 128, established: 128, served: 8 });
  const many = await measuredIn(t, trialOf(waitWork, pool, { counts: { workers: 1, threads: 128, loops: 2 } }));
  t.is(many.connections.served, 128);
  t.true((few.figures.usPerMessage ?? 0) > 2 * (many.figures.usPerMessage ?? 0), 'sixteen times as many wait at once');
  t.true((many.figures.cpuUsPerMessage ?? 0) < 5000, 'it waits, and does not burn');
});

test('wait-work: a pool is expected to hold it when it has a thread for each', (t) => {
  const pool = modelNamed('thread-pool');
  t.is(waitWork.predict(pool, { workers: 1, threads: 64, loops: 2 }, 128).place, null);
  t.is(waitWork.predict(pool, { workers: 1, threads: 128, loops: 2 }, 128).place, 1);
});

test('cpu-work: a loop in one process is expected to have one CPU, workers to have all', (t) => {
  const counts = { workers: 2, threads: 2, loops: 2 };
  const loop = modelNamed('epoll');
  t.is(cpuWork.predict(loop, counts, 16).place, 2);
  const workers = { ...loop, claims: { ...loop.claims, workers: () => 2 } };
  t.is(cpuWork.predict(workers, counts, 16).place, 1);
});

test.serial('large: a mebibyte comes back whole, and is more than one read', async (t) => {
  const { figures, connections } = await measuredIn(t, trialOf(large, modelNamed('epoll')));
  t.is(connections.served, 4);
  t.true((figures.cpuUsPerMessage ?? 0) > 50, 'two copies of a mebibyte');
  t.true((figures.messagesPerSecond ?? 0) > 0);
});
