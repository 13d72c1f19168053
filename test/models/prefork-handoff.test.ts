// What is on its way to a child is not lost from the books: a child that dies with it ends it, and is replaced.
import test from 'ava';
import { open, severed, visit } from '../harness/clients.js';
import { until } from '../harness/deadline.js';
import { descendants, state } from '../harness/processes.js';
import { startServer } from '../harness/server-process.js';

test('a connection that was passed to a child which never took it ends with the child, and is counted', async (t) => {
  const server = await startServer(t, 'prefork-handoff', ['--workers', '1', '--packets', 'off', '--debug']);
  const isTold = (text: string, times: number) => server.lines.filter((line) => line.includes(text)).length === times;
  t.is(await visit(server.port, 'before'), 'before');
  const [child] = descendants(server.pid) as [number];
  await until('the child to be free again', () => isTold('connection closed', 1) && state(child) === 'S');
  process.kill(child, 'SIGSTOP');
  const client = await open(server.port);
  await until('the connection to be passed', () => isTold('New connection', 2));
  const cut = severed(client);
  process.kill(child, 'SIGKILL');
  await cut;
  t.is(await visit(server.port, 'after'), 'after');
  t.is(await server.stop(), 0);
  t.true(isTold('died with 1 connection;', 1), server.lines.join('\n'));
  t.true(isTold('Server stopped: 3 connections', 1), server.lines.at(-1));
});
