// What `epoll` is for: an idle connection is next to nothing, and nobody waits for a connection that has much to say.

import { readFileSync } from 'node:fs';
import test from 'ava';
import { holdConnections } from '../../src/load/hold-connections.js';
import { exchange, open } from '../harness/clients.js';
import { startServer } from '../harness/server-process.js';

/** Without what it shares with other processes, of which a larger share is its own whenever one of them ends. */
function ownKb(pid: number): number {
  return Number(/^Anonymous:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]);
}

test('2,000 idle connections cost the server less than 1 kB each', async (t) => {
  const server = await startServer(t, 'epoll', ['--packets', 'off', '--quiet'], { descriptors: 4096 });
  const address = { host: '127.0.0.1', port: server.port };
  const hold = async (count: number) => {
    const held = await holdConnections(address, count, { deadlineMs: 20_000, service: 'echo' });
    t.is(held.served, count);
    t.teardown(() => held.release());
    return ownKb(server.pid);
  };
  const [few, many] = [await hold(200), await hold(2000)];
  const slackKb = 300; // V8 may take or give back a page or two of its own meanwhile
  t.true(many - few < 2000 + slackKb, `${many - few} kB`);
});

test('a client that sends without end does not keep others waiting', async (t) => {
  const server = await startServer(t, 'epoll', ['--packets', 'off', '--quiet']);
  const [talker, other] = [await open(server.port), await open(server.port)];
  const block = Buffer.alloc(1 << 20, 'x');
  const more = () => {
    while (!talker.destroyed && talker.write(block));
  };
  talker.on('drain', more).resume();
  more();
  for (let i = 0; i < 100; i++) t.is(await exchange(other, `turn ${i}`), `turn ${i}`);
  talker.destroy();
  other.destroy();
  t.is(await server.stop(), 0);
});
