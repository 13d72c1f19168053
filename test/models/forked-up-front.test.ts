// What holds of every model whose workers were forked up front, however connections reach them: one may leave, all may die.
import test from 'ava';
import { close, exchange, inParallel, open, visit } from '../harness/clients.js';
import { until } from '../harness/deadline.js';
import { descendants, isAlive } from '../harness/processes.js';
import { startServer } from '../harness/server-process.js';

const servers = [['prefork'], ['prefork-handoff'], ['cluster'], ['cluster', '--schedule', 'none']] as const;
const workers = 2;

const living = (pid: number) => descendants(pid).filter(isAlive);

for (const [model, ...settings] of servers) {
  const name = [model, ...settings].join(' ');
  const args = [...settings, '--workers', String(workers), '--packets', 'off'];

  test(`${name}: a worker that is ended alone finishes what it serves, is replaced, and no client notices`, async (t) => {
    const server = await startServer(t, model, args);
    const held = await open(server.port);
    await exchange(held, 'held');
    await until('all workers', () => living(server.pid).length === workers);
    const [first] = living(server.pid) as [number];
    let served = 0;
    await inParallel(60, 4, async (index) => {
      if (index === 20) process.kill(first, 'SIGTERM');
      if ((await visit(server.port, 'a visit')) === 'a visit') served++;
    });
    t.is(served, 60);
    t.is(await exchange(held, 'still'), 'still');
    await close(held);
    await until('the worker to be replaced', () => !isAlive(first) && living(server.pid).length === workers);
    t.is(await server.stop(), 0);
    t.regex(server.lines.at(-1) ?? '', /: 61 connections, .*; no errors;/);
  });

  test(`${name}: all workers killed at once are replaced, and serve`, async (t) => {
    const server = await startServer(t, model, args);
    t.is(await visit(server.port, 'before'), 'before');
    await until('all workers', () => living(server.pid).length === workers);
    const killed = living(server.pid);
    for (const pid of killed) process.kill(pid, 'SIGKILL');
    await until('others', () => living(server.pid).filter((pid) => !killed.includes(pid)).length === workers);
    await inParallel(10, 2, async () => void t.is(await visit(server.port, 'after'), 'after'));
    t.is(await server.stop(), 0);
  });
}
