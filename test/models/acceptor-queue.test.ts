// What a class is shown of `acceptor-queue`: who waits in its queue has been accepted, who comes when it is full has not.
import { execFileSync } from 'node:child_process';
import type { Socket } from 'node:net';
import test from 'ava';
import { close, exchange, open } from '../harness/clients.js';
import { until } from '../harness/deadline.js';
import { startServer } from '../harness/server-process.js';
import { hasTool } from '../harness/tools.js';

test('acceptor-queue: one is served, two are in the queue, two in the kernel, and all are served in the end', async (t) => {
  if (!hasTool(t, 'ss')) return;
  const server = await startServer(t, 'acceptor-queue', ['--threads', '1', '--queue', '2']);
  const isOwned = ({ localPort }: Socket) => {
    const filter = `src 127.0.0.1:${server.port} and dst 127.0.0.1:${localPort}`;
    return execFileSync('ss', ['-Htanp', filter], { encoding: 'utf8' }).includes(`pid=${server.pid},`);
  };
  const clients: Socket[] = [];
  for (let i = 0; i < 5; i++) clients.push(await open(server.port)); // the kernel keeps their order
  const [served] = clients as [Socket];
  await exchange(served, 'served');
  const waiting = clients.slice(1);
  const answered: number[] = [];
  const visits = waiting.map(async (client, i) => {
    t.is(await exchange(client, `waits ${i}`), `waits ${i}`);
    answered.push(i);
    await close(client);
  });
  await until('the queue to be full', () => isOwned(waiting[1] as Socket));
  t.deepEqual(waiting.map(isOwned), [true, true, false, false]);
  t.deepEqual(answered, []);
  await close(served);
  await Promise.all(visits);
  t.deepEqual(answered, [0, 1, 2, 3], 'in the order in which they came');
  t.is(await server.stop(), 0);
  t.regex(
    server.lines.at(-1) ?? '',
    /5 connections, .*; no errors; queue: 2 deep at most, waited \S+ [mµ]?s on average, \S+ [mµ]?s at most; packet log/,
  );
});
