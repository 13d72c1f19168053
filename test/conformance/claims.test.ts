// What a model claims of itself, measured from outside: clients served at once, processes and threads per client.
import test from 'ava';
import { cells, counts } from '../harness/cells.js';
import { close, exchange, open, readExactly } from '../harness/clients.js';
import { until } from '../harness/deadline.js';
import { descendants, descriptors, isAlive, state, threadIds, threadName } from '../harness/processes.js';
import { startServer } from '../harness/server-process.js';

const most = 5;
// Node's own threads (20 names them all `node`, later ones by what they do), and the packet log's.
const notOfTheModel = /^(node|libuv-worker|V8Worker|DelayedTaskSche|SignalInspector|log)$/;

/** Descriptors of the whole family: a process takes one for each connection that it has accepted. */
function socketsOf(pid: number): number {
  return [pid, ...descendants(pid)].reduce((sum, each) => sum + descriptors(each), 0);
}

function ownThreads(pid: number): string[] {
  return [pid, ...descendants(pid)]
    .flatMap((each) => threadIds(each).filter((tid) => tid !== each))
    .map(threadName)
    .filter((name) => name !== '' && !notOfTheModel.test(name));
}

for (const { model, args, atOnce } of cells) {
  const { claims } = model;
  const where = claims.queuesAccepted ? 'in its queue' : 'in the kernel';

  test(`${model.name}: serves ${claims.servedAtOnce(counts)} clients at once, the next one waits ${where}`, async (t) => {
    const server = await startServer(t, model.name, args);
    const served = await Promise.all(Array.from({ length: atOnce(most + 2) }, () => open(server.port)));
    for (const client of served) await exchange(client, 'held');
    if (claims.servedAtOnce(counts) < Number.POSITIVE_INFINITY) {
      const held = socketsOf(server.pid);
      const waiting = await open(server.port);
      waiting.write('wait');
      if (claims.queuesAccepted) await until('it to be accepted', () => socketsOf(server.pid) === held + 1);
      const reply = readExactly(waiting, 4, 'the reply to the client that waited');
      t.is(await exchange(served[0] as never, 'still'), 'still');
      t.is(waiting.bytesRead, 0, 'a client beyond the number got a reply');
      if (!claims.queuesAccepted) t.true(socketsOf(server.pid) <= held, 'a client beyond the number was accepted');
      await close(served.pop() as never);
      t.is((await reply).toString(), 'wait');
      await close(waiting);
    }
    await Promise.all(served.map(close));
    t.is(await server.stop(), 0);
  });

  test(`${model.name}: ${claims.processesPerConnection} processes and ${claims.threadsPerConnection} threads per client, gone with it`, async (t) => {
    const server = await startServer(t, model.name, args);
    const workers = claims.workers(counts);
    const threads = claims.threads(counts);
    await until(`${workers} workers, ${threads} threads`, () => {
      return descendants(server.pid).length === workers && ownThreads(server.pid).length === threads;
    });
    const clients = await Promise.all(Array.from({ length: atOnce(most) }, () => open(server.port)));
    for (const client of clients) await exchange(client, 'here');
    t.is(descendants(server.pid).length, workers + claims.processesPerConnection * clients.length);
    t.is(ownThreads(server.pid).length, threads + claims.threadsPerConnection * clients.length);
    const family = descendants(server.pid);
    await Promise.all(clients.map(close));
    await until('the units of the clients to be gone', () => {
      return descendants(server.pid).length === workers && ownThreads(server.pid).length === threads;
    });
    t.false(
      family.some((pid) => state(pid) === 'Z'),
      'a zombie is left',
    );
    t.is(await server.stop(), 0);
    t.false(family.some(isAlive));
  });
}
