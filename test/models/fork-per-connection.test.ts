// What a class is shown of a process per connection: a child that is killed takes one client with it, and leaves no zombie.
import test from 'ava';
import { close, exchange, open, severed } from '../harness/clients.js';
import { until } from '../harness/deadline.js';
import { descendants } from '../harness/processes.js';
import { startServer } from '../harness/server-process.js';

for (const model of ['fork-per-connection', 'fork-per-connection-native']) {
  test(`${model}: kill -9 of a child ends its own connection only`, async (t) => {
    const server = await startServer(t, model, ['--debug']);
    const first = await open(server.port);
    await exchange(first, 'first');
    const [child] = descendants(server.pid) as [number];
    const second = await open(server.port);
    await exchange(second, 'second');
    process.kill(child, 'SIGKILL');
    await severed(first);
    t.is(await exchange(second, 'unharmed'), 'unharmed');
    await until('the child to be reaped', () => !descendants(server.pid).includes(child));
    await close(second);
    t.is(await server.stop(), 0);
    t.true(server.lines.includes(`[DEBUG] child ${child} reaped: SIGKILL`));
  });
}
