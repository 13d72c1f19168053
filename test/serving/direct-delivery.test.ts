// A socket that delivers directly is a Duplex like any other: in order, complete, as text, however it is read; and reads ahead no more.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { deliverDirectly } from '../../src/serving/direct-delivery.cjs';
import { until, within } from '../harness/deadline.js';

/** Both ends of a connection; the accepted one delivers directly. */
async function connected(t: ExecutionContext): Promise<{ client: Socket; socket: Socket }> {
  const listener = createServer({ allowHalfOpen: true, noDelay: true });
  const accepted = once(listener, 'connection') as Promise<[Socket]>;
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
  const [socket] = await within('the connection', accepted);
  deliverDirectly(socket);
  t.teardown(() => {
    client.destroy();
    socket.destroy();
    listener.close();
  });
  return { client, socket };
}

const numbered = (length: number): Buffer => Buffer.from(Uint32Array.from({ length }, (_, i) => i).buffer);

/** Sends it in parts, so that it comes in several reads; then ends. */
function send(client: Socket, bytes: Buffer, partBytes: number): void {
  for (let from = 0; from < bytes.length; from += partBytes) client.write(bytes.subarray(from, from + partBytes));
  client.end();
}

test('a listener that pauses and goes on misses nothing, and has it in order, before the end', async (t) => {
  const { client, socket } = await connected(t);
  const sent = numbered(1 << 20);
  const parts: Buffer[] = [];
  socket.on('data', (part: Buffer) => {
    parts.push(part);
    if (parts.length % 3 !== 0) return;
    socket.pause();
    setImmediate(() => socket.resume());
  });
  send(client, sent, 100_003);
  await within('the end', once(socket, 'end'));
  t.true(Buffer.concat(parts).equals(sent));
});

test('what was held during a pause comes before what is read next', async (t) => {
  const { client, socket } = await connected(t);
  let text = '';
  socket.on('data', (part: Buffer) => {
    text += part;
  });
  socket.pause();
  client.write('early ');
  await until('the first bytes to be held', () => socket.readableLength > 0);
  socket.resume();
  socket.push(Buffer.from('late')); // as net does when it has read, before what is held went out
  client.end();
  await within('the end', once(socket, 'end'));
  t.is(text, 'early late');
});

test('a reader that iterates has all of it', async (t) => {
  const { client, socket } = await connected(t);
  const sent = numbered(1 << 18);
  send(client, sent, 70_001);
  const parts: Buffer[] = [];
  for await (const part of socket) parts.push(part as Buffer);
  t.true(Buffer.concat(parts).equals(sent));
});

test('a reader of text gets a character whole that came in two reads', async (t) => {
  const { client, socket } = await connected(t);
  socket.setEncoding('utf8');
  let text = '';
  socket.on('data', (part: string) => {
    text += part;
  });
  const euro = Buffer.from('€');
  client.write(euro.subarray(0, 1));
  await until('the first byte of the sign to be read', () => socket.bytesRead === 1);
  client.end(euro.subarray(1));
  await within('the end', once(socket, 'end'));
  t.is(text, '€');
});

test('a flowing socket is not asked to read after each message', async (t) => {
  const { client, socket } = await connected(t);
  socket.pipe(socket);
  const exchange = async (text: string) => {
    client.write(text);
    const [echo] = await within('the echo', once(client, 'data'));
    t.is(String(echo), text);
  };
  await exchange('the first');
  const read = socket._read;
  let asked = 0;
  socket._read = function (bytes) {
    asked++;
    read.call(this, bytes);
  };
  for (let i = 0; i < 10; i++) await exchange(`message ${i}`);
  t.is(asked, 0);
});
