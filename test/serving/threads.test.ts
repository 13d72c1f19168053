// Worker threads of a server: what one dies of is counted and goes no further; a socket that it never took is closed.
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import test, { type ExecutionContext } from 'ava';
import { addon } from '../../src/addon/addon.cjs';
import type { ErrorKind } from '../../src/addon/counters.cjs';
import { closeUnlessTaken, offer } from '../../src/serving/handover.cjs';
import { acceptOptions } from '../../src/serving/listener.js';
import { Server } from '../../src/serving/server.js';
import { endOfThread, startThread } from '../../src/serving/threads.js';
import { open, severed } from '../harness/clients.js';
import { within } from '../harness/deadline.js';
import { descriptors } from '../harness/processes.js';

const options = {
  service: 'echo',
  isLogged: false,
  work: { cpuNs: 0, waitNs: 0, fromBytes: 1 },
  ...{ workers: 1, threads: 1, loops: 1, settings: {} },
};

const server = () => new Server(-1, -1, options, 'shared');

const errors = (kind: ErrorKind) => addon.counters.ofWorker(0).errors[kind];

async function counts(t: ExecutionContext, kind: ErrorKind, make: () => Worker): Promise<void> {
  const before = errors(kind);
  const thread = (await startThread(server(), make)) as Worker;
  await within('the thread to end', endOfThread(thread, 'conn-1'));
  t.is(errors(kind), before + 1);
}

test.serial('an error that a thread does not catch is counted and ends that thread alone', (t) =>
  counts(t, 'other', () => new Worker('throw new Error("a mistake")', { eval: true })),
);

test.serial('a thread out of memory is counted and ends that thread alone', (t) =>
  counts(t, 'memory', () => {
    const hoard = 'const all = []; for (;;) all.push(new Array(10_000).fill({}))';
    return new Worker(hoard, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8 } });
  }),
);

test.serial('a thread that the system has none left for is counted, and started when it has', (t) => {
  let attempts = 0;
  return counts(t, 'threads', () => {
    const failure = Object.assign(new Error('Worker initialization failure: EAGAIN'), {
      code: 'ERR_WORKER_INIT_FAILED',
    });
    if (attempts++ === 0) throw failure;
    return new Worker('', { eval: true });
  });
});

test.serial('none is started for a server that has stopped', async (t) => {
  const stopped = server();
  stopped.stop(0);
  t.is(await startThread(stopped, () => t.fail('it was asked for') as never), undefined);
});

test.serial('a socket that was offered and never taken is closed with what offered it', async (t) => {
  const listener = createServer(acceptOptions).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const accepted = once(listener, 'connection') as Promise<[Socket]>;
  const client = await open((listener.address() as { port: number }).port);
  const [socket] = await accepted;
  const before = descriptors(process.pid);
  const offered = offer(socket);
  await once(socket, 'close');
  t.is(descriptors(process.pid), before, 'one copy, the other closed');
  closeUnlessTaken(offered);
  await severed(client);
  listener.close();
});
