// What a server tells of itself to whoever started it: how its connections were shared out, and what waited in a queue.
import test from 'ava';
import { close, exchange, open } from '../harness/clients.js';
import { until } from '../harness/deadline.js';
import { startModel } from '../trials/model-server.js';

const connections = 6;

for (const [model, perWorker] of [
  ['forked-thread-pools', [3, 3]], // two workers of three threads, all of them busy
  ['thread-per-connection', []],
] as const) {
  test(`${model}: connections per worker are [${perWorker}]`, async (t) => {
    const server = await startModel(t, model);
    t.deepEqual(
      (await server.usage()).connectionsPerWorker,
      perWorker.map(() => 0),
    );
    const clients = await Promise.all(Array.from({ length: connections }, () => open(server.address.port)));
    for (const client of clients) await exchange(client, 'here');
    t.deepEqual((await server.usage()).connectionsPerWorker, [...perWorker]);
    await Promise.all(clients.map(close));
    t.deepEqual((await server.usage()).connectionsPerWorker, [...perWorker], 'those that have ended included');
  });
}

test('acceptor-queue: those who went through the queue, how long they waited, and how many at once', async (t) => {
  const server = await startModel(t, 'acceptor-queue', ['--threads', '1']);
  t.deepEqual((await server.usage()).queue, { connections: 0, waitUs: 0, longestWaitUs: 0, deepest: 0 });
  const first = await open(server.address.port);
  await exchange(first, 'served');
  const queued = await Promise.all([open(server.address.port), open(server.address.port)]);
  const replies = queued.map((client) => exchange(client, 'queued'));
  await until('both to be queued', async () => (await server.usage()).queue?.deepest === 2);
  t.is((await server.usage()).queue?.connections, 1, 'two are in it');
  await close(first);
  await Promise.any(replies);
  for (const client of queued) client.destroy();
  await Promise.allSettled(replies);
  const use = await until('the last to have left it', async () => {
    const { queue } = await server.usage();
    return queue?.connections === 3 ? queue : undefined;
  });
  t.is(use.deepest, 2);
  t.true(use.longestWaitUs > 0 && use.longestWaitUs <= use.waitUs);
});
