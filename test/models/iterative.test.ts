// What a class is shown of one connection at a time: who waits, waits in the kernel, accepted by no process.
import { execFileSync } from 'node:child_process';
import test from 'ava';
import { close, exchange, open, readExactly } from '../harness/clients.js';
import { until } from '../harness/deadline.js';
import { startServer } from '../harness/server-process.js';
import { hasTool } from '../harness/tools.js';

const ss = (args: string[]) =>
  execFileSync('ss', ['-H', '-n', ...args], { encoding: 'utf8' })
    .trim()
    .split('\n');

for (const model of ['iterative', 'iterative-native']) {
  test(`${model}: the second client is in the backlog, its bytes received, and no process owns its socket`, async (t) => {
    if (!hasTool(t, 'ss')) return;
    const server = await startServer(t, model);
    const first = await open(server.port);
    t.is(await exchange(first, 'first'), 'first');
    const second = await open(server.port);
    second.write('second');
    const reply = readExactly(second, 6, 'the reply to the second client');

    const ofSecond = () =>
      ss(['-t', '-a', '-p', `src 127.0.0.1:${server.port} and dst 127.0.0.1:${second.localPort}`])[0];
    const waiting = await until('its bytes to be in the kernel', () =>
      /^ESTAB\s+6 /.test(ofSecond() ?? '') ? ofSecond() : '',
    );
    t.notRegex(waiting, /users:/, 'a process owns the socket of the client that waits');
    const ofFirst = ss(['-t', '-a', '-p', `src 127.0.0.1:${server.port} and dst 127.0.0.1:${first.localPort}`])[0];
    t.regex(ofFirst ?? '', new RegExp(`users:.*pid=${server.pid},`));
    t.regex(ss(['-t', '-l', `sport = :${server.port}`])[0] ?? '', /^LISTEN\s+1\s+511 /, 'the backlog holds one');

    await close(first);
    t.is((await reply).toString(), 'second');
    await close(second);
    t.is(await server.stop(), 0);
  });
}
