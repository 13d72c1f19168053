// cluster with its other schedule: the echo contract holds of workers that accept by themselves, too.
import { once } from 'node:events';
import test from 'ava';
import { echo } from '../contracts/echo.js';
import { close, echoIsExact, exchange, inParallel, open } from '../harness/clients.js';
import { within } from '../harness/deadline.js';
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
