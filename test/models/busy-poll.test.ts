// What a class is shown of `busy-poll`: its one thread never sleeps, and 64 clients have their turns beside a greedy one.
import { readFileSync } from 'node:fs';
import test from 'ava';
import { close, exchange, open } from '../harness/clients.js';
import { until } from '../harness/deadline.js';
import { threadIds, threadName } from '../harness/processes.js';
import { startServer } from '../harness/server-process.js';

const exchanges = 200;

/** How often the kernel had the thread wait for something; a yield is not among them. */
function waitsOf(pid: number, tid: number): number {
  const status = readFileSync(`/proc/${pid}/task/${tid}/status`, 'utf8');
  return Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)?.[1]);
}

for (const args of [[], ['--yield']]) {
  test(`busy-poll: between two messages its thread does not wait (${args.join() || 'as it is'})`, async (t) => {
    const server = await startServer(t, 'busy-poll', [...args, '--packets', 'off', '--quiet']);
    const loop = await until('the loop', () => threadIds(server.pid).find((tid) => threadName(tid) === 'loop'));
    const client = await open(server.port);
    const before = waitsOf(server.pid, loop);
    for (let i = 0; i < exchanges; i++) t.is(await exchange(client, `turn ${i}`), `turn ${i}`);
    t.true(waitsOf(server.pid, loop) - before < exchanges / 10);
    await close(client);
    t.is(await server.stop(), 0);
  });
}

test('busy-poll: 64 clients have their turns, whatever one of them sends', async (t) => {
  const server = await startServer(t, 'busy-poll', ['--packets', 'off', '--quiet']);
  const greedy = await open(server.port);
  let echoed = 0;
  greedy.on('data', ({ length }) => {
    echoed += length;
    greedy.write(Buffer.alloc(length));
  });
  greedy.write(Buffer.alloc(4 << 20));
  await until('the greedy one to be served', () => echoed > 0);
  const clients = await Promise.all(Array.from({ length: 64 }, () => open(server.port)));
  for (let turn = 0; turn < 10; turn++) {
    const replies = await Promise.all(clients.map((client, i) => exchange(client, `${i} ${turn}`)));
    t.deepEqual(
      replies,
      clients.map((_, i) => `${i} ${turn}`),
    );
  }
  await Promise.all(clients.map(close));
  greedy.destroy();
  t.is(await server.stop(), 0);
});
