// What clients can do to a server, and what must hold: no exit, nothing leaked, memory bounded, others served.

import { once } from 'node:events';
import { connect } from 'node:net';
import test from 'ava';
import { cells, counts } from '../harness/cells.js';
import { close, exchange, inParallel, open, visit } from '../harness/clients.js';
import { until, within } from '../harness/deadline.js';
import { cpuSeconds, descendants, descriptors, residentBytes } from '../harness/processes.js';
import { isSoak, repeated } from '../harness/scale.js';
import { startServer } from '../harness/server-process.js';

/** After a tenth of the full count V8's heap may still grow to its working size: it may do so a few times, not each time. */
const mostStorms = isSoak ? 1 : 4;
const mib = 1 << 20;

function family(pid: number): number[] {
  return [pid, ...descendants(pid)];
}

for (const { model, args, atOnce, scaled } of cells) {
  const quiet = [...args, '--packets', 'off', '--quiet'];

  test(`${model.name}: a storm of connect, send, reset leaves descriptors and memory as they were`, async (t) => {
    const server = await startServer(t, model.name, quiet);
    const storm = (count: number) =>
      inParallel(count, 32, async () => {
        const client = connect(server.port, '127.0.0.1');
        client.on('error', () => {});
        const closed = once(client, 'close');
        client.once('connect', () => {
          client.write('reset me');
          client.resetAndDestroy();
        });
        await within('a connection that was reset', closed);
      });
    const descriptorsAtRest = async () => {
      t.is(await visit(server.port, 'after the storm'), 'after the storm');
      await until('the children to be gone', () => family(server.pid).length <= 1 + model.claims.workers(counts));
      return descriptors(server.pid);
    };
    await storm(scaled(repeated(20_000))); // V8's heap has its working size after as many; what comes then would be a leak
    // Who accepts only for a free child has no copy of the listener open while a late reset keeps the children busy.
    let before = 0;
    for (let visits = 0; visits < 10; visits++) before = Math.max(before, await descriptorsAtRest());
    let memory = residentBytes(server.pid);
    let grown = Number.POSITIVE_INFINITY;
    for (let storms = 0; storms < mostStorms && grown >= 5 * mib; storms++) {
      await storm(scaled(repeated(10_000)));
      await until('descriptors to be back', async () => (await descriptorsAtRest()) <= before);
      grown = residentBytes(server.pid) - memory;
      memory += grown;
    }
    t.true(grown < 5 * mib, 'memory grew');
    t.is(await server.stop(), 0);
  });

  test(`${model.name}: a client that sends and never reads costs bounded memory, others go on`, async (t) => {
    const server = await startServer(t, model.name, quiet);
    const others = await Promise.all(Array.from({ length: atOnce(3) - 1 }, () => open(server.port)));
    for (const client of others) await exchange(client, 'before');
    const deaf = await open(server.port);
    deaf.pause();
    const block = Buffer.alloc(mib, 'x');
    const unsent = () => deaf.writableLength;
    for (let sent = 0; sent < 1024; sent++) deaf.write(block);
    let last = -1;
    await until('the server to stop reading from the deaf client', () => {
      const isStill = unsent() === last;
      last = unsent();
      return isStill && last < 1024 * mib;
    });
    for (const client of others) t.is(await exchange(client, 'meanwhile'), 'meanwhile');
    const baseline = 110 * mib; // a Node process with the addon, before it has served anyone
    for (const pid of family(server.pid)) t.true(residentBytes(pid) < baseline + 64 * mib, `process ${pid}`);
    deaf.destroy();
    await Promise.all(others.map(close));
    t.is(await visit(server.port, 'after'), 'after');
    t.is(await server.stop(), 0);
  });

  test(`${model.name}: out of descriptors it neither dies nor spins, and serves again after a release`, async (t) => {
    const server = await startServer(t, model.name, quiet, { descriptors: 64 });
    const first = await open(server.port);
    t.is(await exchange(first, 'first'), 'first');
    const crowd = await Promise.all(
      Array.from({ length: scaled(200) }, () => open(server.port).catch(() => undefined)),
    );
    for (const client of crowd) client?.write('anyone?');
    for (let i = 0; i < 20; i++) t.is(await exchange(first, `still ${i}`), `still ${i}`);
    // Who spins, spins in each of these; who has only just come to rest, in the first.
    let share = Number.POSITIVE_INFINITY;
    for (let looks = 0; looks < 3 && share >= 0.1; looks++) {
      const [startMs, startCpu] = [performance.now(), cpuSeconds(server.pid)];
      const elapsedMs = await until('2 s without descriptors', () => Math.max(0, performance.now() - startMs - 2000));
      share = (cpuSeconds(server.pid) - startCpu) / (2 + elapsedMs / 1000);
    }
    // A model that asks its sockets again and again does so with descriptors, too: that it does not spin here is no news.
    if (!model.claims.isBusyWhenIdle) t.true(share < 0.1, `it spins: ${share} of a CPU`);
    for (const client of crowd) client?.destroy();
    if (atOnce(2) === 1) await close(first);
    await until('a new client to be served', () => visit(server.port, 'released').catch(() => false));
    if (!first.destroyed) await close(first);
    t.is(await server.stop(), 0);
  });
}
