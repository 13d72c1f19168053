// The TypeScript seam through its wrappers: late answers in order, the end after them, closing, back-pressure.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { service as echo } from '../../src/services/echo.cjs';
import type { Connection } from '../../src/services/service.cjs';
import { LoggedConnection } from '../../src/serving/logged-connection.cjs';
import { WorkingConnection } from '../../src/serving/working-connection.cjs';
import { until, within } from '../harness/deadline.js';

type Wrap = (socket: Socket) => Connection;

const wrappers: Record<string, Wrap> = {
  'no wrapper': (socket) => socket,
  'the packet log': (socket) => new LoggedConnection(socket, 1),
  'waiting work': (socket) => new WorkingConnection(socket, { cpuNs: 0, waitNs: 2e6, fromBytes: 1 }),
  'CPU work under the packet log': (socket) =>
    new WorkingConnection(new LoggedConnection(socket, 1), { cpuNs: 100_000, waitNs: 0, fromBytes: 1 }),
};

/** A client of one connection that a service is given, through a wrapper. */
async function serve(t: ExecutionContext, wrap: Wrap, service: (connection: Connection) => void) {
  const listener = createServer({ allowHalfOpen: true });
  const accepted = once(listener, 'connection') as Promise<[Socket]>;
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const client = connect({ port: (listener.address() as AddressInfo).port, host: '127.0.0.1', allowHalfOpen: true });
  const [socket] = await accepted;
  const connection = wrap(socket);
  connection.on('error', () => {});
  service(connection);
  t.teardown(() => {
    client.destroy();
    socket.destroy();
    listener.close();
  });
  return { client, connection, socket };
}

async function everything(client: Socket): Promise<string> {
  let text = '';
  client.on('data', (bytes) => {
    text += bytes;
  });
  await within("the service's end", once(client, 'end'));
  return text;
}

for (const [name, wrap] of Object.entries(wrappers)) {
  test(`${name}: what was sent before the end comes back before the end`, async (t) => {
    const { client } = await serve(t, wrap, echo);
    const received = everything(client);
    for (let i = 0; i < 5; i++) client.write(`message ${i};`);
    client.end('last');
    t.is(await received, 'message 0;message 1;message 2;message 3;message 4;last');
  });

  test(`${name}: a service that replies and closes is heard to its last byte`, async (t) => {
    const { client, socket } = await serve(t, wrap, (connection) => {
      connection.once('data', () => connection.end('bye'));
    });
    const received = everything(client);
    client.write('hello');
    t.is(await received, 'bye');
    client.end();
    await until('the connection to close', () => socket.closed);
  });

  test(`${name}: a client that never reads is read from no more, and little is held for it`, async (t) => {
    const { client, connection, socket } = await serve(t, wrap, echo);
    client.pause();
    const total = 64 << 20;
    client.write(Buffer.alloc(total));
    let before = -1;
    await until('the service to stop reading', () => {
      const isStill = socket.bytesRead === before;
      before = socket.bytesRead;
      return isStill && before > 0;
    });
    t.true(socket.bytesRead < total);
    t.true(connection.writableLength + socket.writableLength < 1 << 20, 'the output is not bounded');
  });

  test(`${name}: a reset by the client ends the connection`, async (t) => {
    const { client, connection, socket } = await serve(t, wrap, echo);
    client.write('hello');
    await within('the echo', once(client, 'data'));
    client.resetAndDestroy();
    await until('the connection to close', () => connection.closed);
    t.true(socket.destroyed);
  });
}

test('a message of fewer bytes than work is for is served without it', async (t) => {
  const { client, socket } = await serve(
    t,
    (inner) => new WorkingConnection(inner, { cpuNs: 0, waitNs: 1e6, fromBytes: 6 }),
    echo,
  );
  let waits = 0;
  socket.on('pause', () => waits++);
  const echoOf = async (text: string) => {
    const [bytes] = await within(`the echo of '${text}'`, Promise.all([once(client, 'data'), client.write(text)]));
    return String(bytes);
  };
  t.is(await echoOf('small'), 'small');
  t.is(waits, 0);
  t.is(await echoOf('larger'), 'larger');
  t.is(waits, 1);
});
