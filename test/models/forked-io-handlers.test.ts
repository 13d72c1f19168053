// A worker of `forked-io-handlers` that someone ends alone: its connections go on, and so does the listener of all.
import test from 'ava';
import { servingProcess } from '../../src/trials/serving-process.js';
import { close, exchange, open, visit } from '../harness/clients.js';
import { until } from '../harness/deadline.js';
import { descendants, isAlive } from '../harness/processes.js';
import { startServer } from '../harness/server-process.js';

test('a worker that is ended alone serves its connections to their end, accepts no more, and is replaced', async (t) => {
  const server = await startServer(t, 'forked-io-handlers', ['--workers', '2', '--loops', '2']);
  const client = await open(server.port);
  await exchange(client, 'held');
  const workerOf = (clientPort = 0) => servingProcess(server.pid, { serverPort: server.port, clientPort });
  const worker = workerOf(client.localPort) as number;
  process.kill(worker, 'SIGTERM');
  await until('a client whom another worker serves', async () => {
    const next = await open(server.port);
    await exchange(next, 'accepted');
    const other = workerOf(next.localPort);
    await close(next);
    return other !== worker;
  });
  t.is(await exchange(client, 'drained'), 'drained');
  await close(client);
  await until('its end', () => !isAlive(worker));
  await until('2 workers', () => descendants(server.pid).filter(isAlive).length === 2);
  t.is(await visit(server.port, 'whole again'), 'whole again');
  t.is(await server.stop(), 0);
});
