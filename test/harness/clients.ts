// Clients of a test: plain sockets, with promises for what they wait for.
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { within } from './deadline.js';

export async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
  socket.on('error', () => {}); // the tests look at what arrived, and at `close`
  await within(`a connection to port ${port}`, Promise.race([once(socket, 'connect'), failure(socket)]));
  return socket;
}

async function failure(socket: Socket): Promise<never> {
  await once(socket, 'close');
  throw new Error('the connection was refused or broke');
}

/** Reads exactly `size` bytes; rejects when the connection ends before. */
export function readExactly(socket: Socket, size: number, what = `${size} bytes`): Promise<Buffer> {
  const parts: Buffer[] = [];
  let have = 0;
  const whole = new Promise<Buffer>((resolve, reject) => {
    const onData = (bytes: Buffer) => {
      parts.push(bytes);
      have += bytes.length;
      if (have >= size) settle(() => resolve(Buffer.concat(parts)));
    };
    const onEnd = () => settle(() => reject(new Error(`ended after ${have} of ${size} bytes`)));
    const settle = (answer: () => void) => {
      socket.off('data', onData).off('close', onEnd).off('end', onEnd);
      answer();
    };
    socket.on('data', onData).on('close', onEnd).on('end', onEnd);
  });
  return within(what, whole);
}

/** Sends and reads back as many bytes. */
export async function exchange(socket: Socket, text: string, what = `the echo of '${text}'`): Promise<string> {
  const reply = readExactly(socket, Buffer.byteLength(text), what);
  socket.write(text);
  return (await reply).toString();
}

/** Connects, exchanges one message, closes, and has seen the server's end. */
export async function visit(port: number, text: string): Promise<string> {
  const socket = await open(port);
  const reply = await exchange(socket, text);
  await close(socket);
  return reply;
}

/** Resolves when the server has ended or broken the connection. */
export async function severed(socket: Socket): Promise<void> {
  socket.resume();
  await within('the connection to be cut', Promise.race([once(socket, 'end'), once(socket, 'close')]));
  socket.destroy();
}

/** Half-closes and waits until the server has closed, too. */
export async function close(socket: Socket): Promise<void> {
  const closed = once(socket, 'close');
  socket.resume();
  socket.end();
  await within("the server's end of a connection", closed);
}

/** Sends random bytes in random fragments, half-closes, reads to the end; true when every byte came back. */
export async function echoIsExact(port: number, size: number): Promise<boolean> {
  const socket = await open(port);
  const sent = randomBytes(size);
  const received = createHash('sha256');
  socket.on('data', (bytes: Buffer) => received.update(bytes));
  const ended = once(socket, 'end');
  void sendInFragments(socket, sent);
  await within(`${size} bytes and the server's end`, ended, 60_000);
  return received.digest('hex') === createHash('sha256').update(sent).digest('hex');
}

async function sendInFragments(socket: Socket, bytes: Buffer): Promise<void> {
  let at = 0;
  while (at < bytes.length && !socket.destroyed) {
    const size = 1 + Math.floor(Math.random() ** 4 * 100_000);
    if (!socket.write(bytes.subarray(at, at + size)))
      await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    at += size;
  }
  socket.end();
}

/** Runs `task` for 0 … count − 1, at most `width` at a time. */
export async function inParallel(count: number, width: number, task: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await task(next++);
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, lane));
}
