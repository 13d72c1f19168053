// Every model serves the contract's exchanges, any fragments, and both orders of ending, byte for byte.
import { once } from 'node:events';
import test from 'ava';
import { echo } from '../contracts/echo.js';
import { cells } from '../harness/cells.js';
import { close, echoIsExact, exchange, inParallel, open } from '../harness/clients.js';
import { within } from '../harness/deadline.js';
import { repeated } from '../harness/scale.js';
import { startServer } from '../harness/server-process.js';

for (const { model, args, atOnce, scaled } of cells) {
  const quiet = [...args, '--packets', 'off', '--quiet'];

  test(`${model.name}: the exchanges of the echo contract`, async (t) => {
    const server = await startServer(t, model.name, quiet);
    const client = await open(server.port);
    for (const { name, send } of echo.exchanges) t.is(await exchange(client, send, name), send, name);
    await close(client);
    t.is(await server.stop(), 0);
  });

  test(`${model.name}: random data in random fragments comes back byte for byte`, async (t) => {
    const server = await startServer(t, model.name, quiet);
    const count = scaled(repeated(1000));
    let exact = 0;
    await inParallel(count, Math.max(1, atOnce(10)), async () => {
      if (await echoIsExact(server.port, 1_000_000)) exact++;
    });
    t.is(exact, count);
    t.is(await server.stop(), 0);
  });

  test(`${model.name}: after the client's end all pending bytes come, then the server's end`, async (t) => {
    const server = await startServer(t, model.name, quiet);
    const count = scaled(repeated(1000));
    let whole = 0;
    await inParallel(count, atOnce(16), async () => {
      const client = await open(server.port);
      let got = 0;
      client.on('data', (bytes) => {
        got += bytes.length;
      });
      const ended = once(client, 'end');
      client.end('half-close');
      await within("the server's end after the client's", ended);
      if (got === 'half-close'.length) whole++;
      client.destroy();
    });
    t.is(whole, count);
    t.is(await server.stop(), 0);
  });

  for (const work of ['cpu:100us', 'wait:5ms']) {
    test(`${model.name}: with --work ${work} answers come late, in order and whole`, async (t) => {
      const server = await startServer(t, model.name, [...quiet, '--work', work]);
      const clients = Array.from({ length: atOnce(3) }, () => echoIsExact(server.port, 300_000));
      t.deepEqual(
        await Promise.all(clients),
        clients.map(() => true),
      );
      t.is(await server.stop(), 0);
    });
  }

  test(`${model.name}: with --work-from a small message is spared the work`, async (t) => {
    const server = await startServer(t, model.name, [...quiet, '--work', 'wait:60m', '--work-from', '1k']);
    const client = await open(server.port);
    t.is(await exchange(client, 'small'), 'small');
    await close(client);
    t.is(await server.stop(), 0);
  });
}
