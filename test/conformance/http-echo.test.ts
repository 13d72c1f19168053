// Every model serves the contract's requests over HTTP/1.1, refuses what it says is to be refused, and ends in order.
import test from 'ava';
import { httpEcho } from '../contracts/http-echo.js';
import { cells } from '../harness/cells.js';
import { inParallel } from '../harness/clients.js';
import { answersIn, transcript } from '../harness/http.js';
import { startServer } from '../harness/server-process.js';

const { service, exchanges, drip } = httpEcho;

for (const { model, args, atOnce } of cells) {
  const serve = ['--service', service, '--quiet', ...args];
  const wrappings = { plain: ['--packets', 'off'], 'logged and late': ['--packets', 'json', '--work', 'wait:1ms'] };

  for (const [name, options] of Object.entries(wrappings)) {
    test(`${model.name}: the exchanges of the http-echo contract, ${name}`, async (t) => {
      const server = await startServer(t, model.name, [...serve, ...options]);
      await inParallel(exchanges.length, atOnce(4), async (index) => {
        const { name, send, answers } = exchanges[index] as (typeof exchanges)[0];
        t.deepEqual(answersIn(await transcript(server.port, [send]), send.startsWith('HEAD')), answers, name);
      });
      t.is(await server.stop(), 0);
    });
  }

  test(`${model.name}: http-echo answers the same when each byte comes alone`, async (t) => {
    const server = await startServer(t, model.name, [...serve, '--packets', 'off']);
    t.deepEqual(answersIn(await transcript(server.port, drip.send)), drip.answers);
    t.is(await server.stop(), 0);
  });
}
