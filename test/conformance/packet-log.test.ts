// The packet log on every model: the same lines for the same bytes, nothing lost at a teaching pace, counts that agree.
import test from 'ava';
import { cells } from '../harness/cells.js';
import { close, exchange, inParallel, open, visit } from '../harness/clients.js';
import { startServer } from '../harness/server-process.js';

interface JsonLine {
  type: 'info' | 'debug' | 'packet';
  direction?: 'recv' | 'send';
  connection: number | null;
  bytes?: number;
  hex?: string;
  message?: string;
}

const summaryOf = (lines: string[]) => {
  const line = lines.find((each) => each.includes('Server stopped'));
  const numbers =
    /(\d+) connections?, (\d+) bytes in, (\d+) out; ([^;]*);(?: queue: [^;]*;)? packet log: (\d+) records, (\d+) dropped/.exec(
      line ?? '',
    );
  const [, connections, bytesIn, bytesOut, errors, records, dropped] = numbers ?? [];
  return { connections, bytesIn, bytesOut, errors, records, dropped };
};

for (const { model, args, atOnce, scaled } of cells) {
  test(`${model.name}: --packets hex prints what came and went, line by line`, async (t) => {
    const server = await startServer(t, model.name, args);
    const client = await open(server.port);
    const { localPort } = client;
    await exchange(client, 'hello');
    await exchange(client, 'a\u0001\n');
    await close(client);
    t.is(await server.stop(), 0);
    t.deepEqual(server.lines.slice(0, -2), [
      `[INFO] Server started on port ${server.port}`,
      `[INFO] New connection from 127.0.0.1:${localPort}`,
      '[PACKET] RECV: 68 65 6c 6c 6f',
      '[PACKET] RECV (ASCII): hello',
      '[PACKET] SEND: 68 65 6c 6c 6f',
      '[PACKET] SEND (ASCII): hello',
      '[PACKET] RECV: 61 01 0a',
      '[PACKET] RECV (ASCII): a..',
      '[PACKET] SEND: 61 01 0a',
      '[PACKET] SEND (ASCII): a..',
    ]);
    t.like(summaryOf(server.lines), {
      connections: '1',
      bytesIn: '8',
      bytesOut: '8',
      errors: 'no errors',
      dropped: '0',
    });
  });

  test(`${model.name}: --packets json is one object a line, every connection's bytes in order, none dropped`, async (t) => {
    const server = await startServer(t, model.name, [...args, '--packets', 'json', '--debug']);
    const clients = await Promise.all(Array.from({ length: atOnce(4) }, () => open(server.port)));
    await inParallel(1000, 1, async (index) => {
      const client = clients[index % clients.length] as (typeof clients)[0];
      await exchange(client, `message ${index};`);
    });
    await Promise.all(clients.map(close));
    t.is(await server.stop(), 0);
    const packets = server.lines.map((line) => JSON.parse(line) as JsonLine).filter(({ type }) => type === 'packet');
    t.is(packets.length, 2000);
    const byConnection = new Map<number | null, JsonLine[]>();
    for (const packet of packets)
      byConnection.set(packet.connection, [...(byConnection.get(packet.connection) ?? []), packet]);
    t.is(byConnection.size, clients.length);
    for (const own of byConnection.values()) {
      const told = own.map(({ direction, hex }) => `${direction} ${Buffer.from(hex ?? '', 'hex')}`);
      const first = Number(/\d+/.exec(told[0] ?? '')?.[0]);
      const expected = Array.from({ length: own.length / 2 }, (_, i) => `message ${first + i * clients.length};`);
      t.deepEqual(
        told,
        expected.flatMap((message) => [`recv ${message}`, `send ${message}`]),
      );
    }
    t.is(summaryOf(server.lines.map((line) => (JSON.parse(line) as JsonLine).message ?? '')).dropped, '0');
  });

  test(`${model.name}: --packets off counts the same connections and bytes`, async (t) => {
    const server = await startServer(t, model.name, [...args, '--packets', 'off', '--who']);
    const count = scaled(200);
    await inParallel(count, atOnce(4), async () => void (await visit(server.port, 'counted')));
    t.is(await server.stop(), 0);
    const bytes = String(count * 'counted'.length);
    t.like(summaryOf(server.lines), {
      connections: String(count),
      bytesIn: bytes,
      bytesOut: bytes,
      errors: 'no errors',
    });
    t.is(server.lines.filter((line) => /^\[INFO\] \(\d+\/\d+ .* #\d+\) New connection/.test(line)).length, count);
  });
}
