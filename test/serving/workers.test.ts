// Threads that are kept: one that dies is replaced, all are told to stop, and one that does not hear is ended.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import test from 'ava';
import { Server } from '../../src/serving/server.js';
import { keepThreads } from '../../src/serving/workers.js';
import { until, within } from '../harness/deadline.js';

const options = {
  service: 'echo',
  isLogged: false,
  work: { cpuNs: 0, waitNs: 0, fromBytes: 1 },
  ...{ workers: 1, threads: 1, loops: 1, settings: {} },
};

const dies = 'throw new Error("a mistake")';
const obeys = `
  const { parentPort } = require('node:worker_threads');
  parentPort.once('message', (message) => parentPort.postMessage(message));`;
const hears = (thread: Worker) => once(thread, 'message');

test('a thread that dies is replaced; the one that lives is told to stop', async (t) => {
  const server = new Server(-1, -1, options, 'shared');
  const made: Worker[] = [];
  const ended = keepThreads(server, (slot, name) => {
    t.deepEqual([slot, name], [1, 'loop-1']);
    made.push(new Worker(made.length === 0 ? dies : obeys, { eval: true }));
    return made.at(-1) as Worker;
  });
  const second = await until('the second thread', () => made[1]);
  const told = hears(second);
  await once(second, 'online');
  server.stop(1234);
  t.deepEqual(await within('the word to stop', told), [{ type: 'stop', drainMs: 1234 }]);
  await within('the thread to end', ended);
  t.is(made.length, 2);
});

test('a thread that is deaf to the word to cut is ended', async (t) => {
  const server = new Server(-1, -1, options, 'shared');
  let thread: Worker | undefined;
  const ended = keepThreads(server, () => {
    thread = new Worker('for (;;);', { eval: true });
    return thread;
  });
  await once((await until('the thread', () => thread)) as Worker, 'online');
  server.stop(0);
  server.cut();
  await within('the thread to be ended', ended);
  t.pass();
});
