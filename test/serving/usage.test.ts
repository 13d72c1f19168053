// What a server tells of itself to whoever started it: how its connections were shared out among its workers.
import test from 'ava';
import { close, exchange, open } from '../harness/clients.js';
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
