// cluster with its other schedule, and what is on its way to a worker that goes: no client waits for ever.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { echo } from '../contracts/echo.js';
import { close, echoIsExact, exchange, inParallel, open } from '../harness/clients.js';
import { until, within } from '../harness/deadline.js';
import { descendants, isAlive, sockets, state, timesAsleep } from '../harness/processes.js';
import { startServer } from '../harness/server-process.js';

test('cluster --schedule none: the exchanges of the echo contract, fragments, half-close', async (t) => {
  const args = ['--schedule', 'none', '--workers', '2', '--packets', 'off', '--quiet'];
  const server = await startServer(t, 'cluster', args);
  const client = await open(server.port);
  for (const { name, send } of echo.exchanges) t.is(await exchange(client, send, name), send, name);
  await close(client);
  await inParallel(10, 5, async () => void t.true(await echoIsExact(server.port, 100_000)));
  await inParallel(20, 5, async () => {
    const leaving = await open(server.port);
    const parts: Buffer[] = [];
    leaving.on('data', (bytes: Buffer) => parts.push(bytes));
    const ended = once(leaving, 'end');
    leaving.end('half-close');
    await within("the server's end after the client's", ended);
    t.is(Buffer.concat(parts).toString(), 'half-close');
    leaving.destroy();
  });
  t.is(await server.stop(), 0);
});

async function withTwoWorkers(t: ExecutionContext) {
  const server = await startServer(t, 'cluster', ['--workers', '2', '--packets', 'off']);
  const living = () => descendants(server.pid).filter(isAlive);
  await until('both workers', () => living().length === 2);
  const all = living().map((pid) => ({ pid, before: sockets(pid) }));
  const held: Socket[] = [];
  while (!all.every(({ pid, before }) => sockets(pid) > before)) {
    const client = await open(server.port); // one that listens gets it
    await exchange(client, 'hello');
    held.push(client);
  }
  await Promise.all(held.map((client) => close(client)));
  return { server, worker: (all[0] as { pid: number }).pid };
}

async function stopped(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  await until('a process to stop', () => state(pid) === 'T');
}

/** What becomes of four clients that come now: the echo, or "cut" where the server has ended the connection. */
async function fourClients(port: number) {
  const clients = await Promise.all([1, 2, 3, 4].map(() => open(port)));
  const isCut = ({ message }: Error) => {
    if (message.startsWith('ended')) return 'cut';
    throw new Error(message); // nothing came at all
  };
  const replies = clients.map((client) => exchange(client, 'hello').catch(isCut));
  return { clients, replies };
}

test('cluster: what is on its way to a worker that leaves is served by another', async (t) => {
  const { server, worker } = await withTwoWorkers(t);
  await stopped(server.pid);
  const { clients, replies } = await fourClients(server.port); // the kernel accepts them
  const before = timesAsleep(worker);
  process.kill(worker, 'SIGTERM');
  await until('the worker to have nothing left to do', () => state(worker) === 'Z' || timesAsleep(worker) > before);
  process.kill(server.pid, 'SIGCONT');
  t.deepEqual(await Promise.all(replies), ['hello', 'hello', 'hello', 'hello']);
  await Promise.all(clients.map((client) => close(client)));
  t.is(await server.stop(), 0);
});

test('cluster: what is on its way to a worker that is killed ends with it', async (t) => {
  const { server, worker } = await withTwoWorkers(t);
  await stopped(worker);
  const { clients, replies } = await fourClients(server.port);
  let answered = 0;
  for (const reply of replies) void reply.then(() => answered++);
  await until('the others to be answered', () => answered === 3);
  process.kill(worker, 'SIGKILL');
  t.deepEqual((await Promise.all(replies)).sort(), ['cut', 'hello', 'hello', 'hello']);
  for (const client of clients) client.destroy();
  t.is(await server.stop(), 0);
});
