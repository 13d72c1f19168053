// An HTTP client of a test, down to the bytes: what it sends may be no HTTP at all.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Answer } from '../contracts/http-echo.js';
import { open } from './clients.js';
import { within } from './deadline.js';

/** Sends pieces, each in a write of its own; then its end of output, if it `ends`. What came until the server's end. */
export async function transcript(port: number, pieces: Iterable<string>, ends = true): Promise<string> {
  const socket = await open(port);
  let text = '';
  socket.setEncoding('latin1').on('data', (part: string) => {
    text += part;
  });
  const ended = once(socket, 'end');
  for (const piece of pieces) await sent(socket, piece);
  if (ends) socket.end();
  await within("the server's end of an HTTP connection", Promise.race([ended, once(socket, 'close')]));
  socket.destroy();
  return text;
}

const sent = (socket: Socket, piece: string) =>
  new Promise<void>((resolve) => void socket.write(piece, 'latin1', () => resolve()));

/** The answers in it; `isHead` where none of them has the body that it tells the length of. */
export function answersIn(text: string, isHead = false): Answer[] {
  const answers: Answer[] = [];
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\r\n\r\n', at);
    const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(text.slice(at, end)) ?? [];
    if (end === -1 || status === undefined) throw new Error(`no answer: ${text.slice(at, at + 200)}`);
    const length = Number(/\r\ncontent-length: *(\d+)\r\n/i.exec(text.slice(at, end + 2))?.[1] ?? 0);
    const begin = end + 4;
    at = isHead ? begin : begin + length;
    if (at > text.length) throw new Error(`a body of ${length} bytes breaks off: ${text.slice(begin, begin + 200)}`);
    answers.push({ status: Number(status), body: text.slice(begin, at) });
  }
  return answers;
}
