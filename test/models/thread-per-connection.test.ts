// What a class is shown of a thread per connection, a pthread or a Worker: five clients are five threads, each with the name of its connection.
import test from 'ava';
import { close, exchange, open } from '../harness/clients.js';
import { until } from '../harness/deadline.js';
import { threadIds, threadName } from '../harness/processes.js';
import { startServer } from '../harness/server-process.js';

for (const model of ['thread-per-connection', 'worker-per-connection']) {
  test(`${model}: five clients are threads conn-1 to conn-5, gone when the clients are`, async (t) => {
    const server = await startServer(t, model);
    const names = () =>
      threadIds(server.pid)
        .map(threadName)
        .filter((name) => name.startsWith('conn-'))
        .sort();
    const clients = await Promise.all(Array.from({ length: 5 }, () => open(server.port)));
    for (const client of clients) await exchange(client, 'hello');
    t.deepEqual(names(), ['conn-1', 'conn-2', 'conn-3', 'conn-4', 'conn-5']);
    await Promise.all(clients.map(close));
    await until('the threads to be gone', () => names().length === 0);
    t.is(await server.stop(), 0);
  });
}
