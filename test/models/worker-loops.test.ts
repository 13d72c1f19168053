// worker-loops: each connection is counted for the loop that the kernel gave it to.
import test from 'ava';
import { close, exchange, open } from '../harness/clients.js';
import { startModel } from '../trials/model-server.js';

const connections = 12;

test('worker-loops: connections are counted by loop', async (t) => {
  const server = await startModel(t, 'worker-loops');
  const clients = await Promise.all(Array.from({ length: connections }, () => open(server.address.port)));
  for (const client of clients) await exchange(client, 'here');
  const { connectionsPerWorker: perLoop } = await server.usage();
  t.is(perLoop.length, 2);
  t.is((perLoop[0] as number) + (perLoop[1] as number), connections);
  await Promise.all(clients.map(close));
});
