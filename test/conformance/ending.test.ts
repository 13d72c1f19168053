// How a server ends: it drains, ends at once when told twice, leaves nobody behind, and is told from another program.

import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import test from 'ava';
import { servingProcess } from '../../src/trials/serving-process.js';
import { type Cell, cells } from '../harness/cells.js';
import { close, exchange, inParallel, open, readExactly, severed, visit } from '../harness/clients.js';
import { until, within } from '../harness/deadline.js';
import { descendants, isAlive } from '../harness/processes.js';
import { runCli } from '../harness/run-cli.js';
import { type ServerProcess, startServer } from '../harness/server-process.js';

const refuses = (port: number) =>
  open(port).then(
    (client) => void client.destroy(),
    () => true,
  );

for (const { model, args, atOnce, scaled } of cells) {
  test(`${model.name}: SIGTERM closes the listener, loses no accepted byte, exits 0`, async (t) => {
    const server = await startServer(t, model.name, args);
    const clients = await Promise.all(Array.from({ length: atOnce(scaled(200)) }, () => open(server.port)));
    for (const client of clients) await exchange(client, 'accepted');
    const replies = clients.map((client) => readExactly(client, 100_000));
    for (const client of clients) client.write(Buffer.alloc(100_000, 'x'));
    server.signal('SIGTERM');
    await until('the listener to be closed', () => refuses(server.port));
    t.true((await Promise.all(replies)).every((reply) => reply.equals(Buffer.alloc(100_000, 'x'))));
    await Promise.all(clients.map(close));
    t.is(await within('the drained server to end', server.exited), 0);
  });

  test(`${model.name}: Ctrl-C in the terminal drains, a second one ends at once`, async (t) => {
    const server = await startServer(t, model.name, [...args, '--drain', '60s'], { ownGroup: true });
    const client = await open(server.port);
    await exchange(client, 'held');
    const family = descendants(server.pid);
    process.kill(-server.pid, 'SIGINT');
    await until('the listener to be closed', () => refuses(server.port));
    t.is(await exchange(client, 'drained'), 'drained');
    const broken = severed(client);
    process.kill(-server.pid, 'SIGINT');
    await broken;
    t.is(await within('the server to end', server.exited), 0);
    t.false(family.some(isAlive));
  });

  test(`${model.name}: what is left after --drain is ended`, async (t) => {
    const server = await startServer(t, model.name, [...args, '--drain', '50ms']);
    const client = await open(server.port);
    await exchange(client, 'held');
    t.is(await server.stop(), 0);
  });

  test(`${model.name}: kill -9 of the server leaves no orphan, and the port can be taken again`, async (t) => {
    const server = await startServer(t, model.name, args);
    const clients = await Promise.all(Array.from({ length: atOnce(3) }, () => open(server.port)));
    for (const client of clients) await exchange(client, 'held');
    const family = descendants(server.pid);
    server.signal('SIGKILL');
    await within('the server to be gone', server.exited);
    await until('its children to be gone', () => !family.some(isAlive), 1000);
    await until('the port to be given back', () => refuses(server.port)); // a ring's kernel work outlives it by 10 ms
    const next = await startServer(t, model.name, [...args, '--port', String(server.port)]);
    t.is(await visit(next.port, 'again'), 'again');
    t.is(await next.stop(), 0);
  });

  test(`${model.name}: a taken port is told, with who has it, and exit code 1`, async (t) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { exitCode, stderr } = await runCli(['serve', model.name, '--port', String(port)]);
    t.is(exitCode, 1);
    t.regex(stderr, new RegExp(`port ${port} is taken`));
    other.close();
  });
}

for (const { model, args, atOnce } of cells.filter(({ model }) => model.takes.includes('workers'))) {
  test(`${model.name}: kill -9 of a worker breaks only its connections, and it is replaced`, async (t) => {
    const server = await startServer(t, model.name, args);
    for (let kill = 0; kill < 5; kill++) {
      await until('2 workers', () => descendants(server.pid).filter(isAlive).length === 2, 5000);
      const held = await clientsOfBoth(server, atOnce);
      const victim = held[0]?.worker as number; // of late the one that was not killed: the two slots take turns
      process.kill(victim, 'SIGKILL');
      const [lost, unharmed] = [held.filter(isServedBy(victim)), held.filter((each) => !isServedBy(victim)(each))];
      await Promise.all(lost.map(({ client }) => severed(client)));
      for (const { client } of unharmed) t.is(await exchange(client, 'unharmed'), 'unharmed');
      for (const { client } of held) client.destroy();
    }
    await until('2 workers', () => descendants(server.pid).filter(isAlive).length === 2, 5000);
    await inParallel(12, 6, async () => void t.is(await visit(server.port, 'replaced'), 'replaced'));
    t.is(await server.stop(), 0);
  });
}

interface Held {
  client: Socket;
  worker: number | undefined;
}

const isServedBy = (pid: number) => (held: Held) => held.worker === pid;
const [fewest, most] = [6, 60];

/** Some clients; more of them, if it takes more for each of two workers to have one: a new one may still be booting. */
async function clientsOfBoth(
  { pid, port }: Pick<ServerProcess, 'pid' | 'port'>,
  atOnce: Cell['atOnce'],
): Promise<Held[]> {
  const held: Held[] = [];
  await until('a client of each worker', async () => {
    const client = await open(port);
    await exchange(client, 'held');
    held.push({ client, worker: servingProcess(pid, { serverPort: port, clientPort: client.localPort as number }) });
    const workers = new Set(held.map(({ worker }) => worker));
    return held.length === atOnce(most) || (held.length >= atOnce(fewest) && workers.size === 2);
  });
  return held;
}
