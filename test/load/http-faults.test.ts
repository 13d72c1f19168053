// HTTP servers that do wrong: each fault is counted by its kind and told in words.
import type { Socket } from 'node:net';
import test from 'ava';
import type { LoadCounts } from '../../src/addon/load.cjs';
import { type LoadDocument, loadDocument } from '../../src/load/document.js';
import { type LoadOptions, startLoad } from '../../src/load/run-load.js';
import { within } from '../harness/deadline.js';
import { answering, chunked, loadUntil, messagesOf, plain, startHttpServer } from './http-servers.js';
import { drip, echo, flood, type Serve, startTestServer } from './servers.js';

const modes = [{}, { rate: 1000 }, { churn: true }];

async function load(port: number, options: Partial<LoadOptions>): Promise<LoadDocument> {
  const common = { host: '127.0.0.1', service: 'http-echo', connections: 4, durationMs: 200, warmUpMs: 0 } as const;
  const run = await startLoad({ ...common, timeoutMs: 10_000, ...options, port });
  return loadDocument.parse(await within('the end of a load run', run.done));
}

interface Fault {
  name: string;
  serve: () => Serve;
  failed: RegExp;
  error?: keyof LoadDocument['errors'];
  options?: Partial<LoadOptions>;
}

/** Where nothing else ends a run. */
const impatient = { timeoutMs: 300 };
const raw = (answer: string) => () => answering((socket) => void (socket.writable && socket.write(answer)));
const ok = 'HTTP/1.1 200 OK\r\n';

const faults: Fault[] = [
  { name: 'an echo', serve: () => echo, failed: /were no HTTP\/1\.1: this speaks no HTTP/, error: 'malformed' },
  {
    name: 'a banner first',
    serve: () => (socket) => void socket.write('220 hello\r\n'),
    failed: /this speaks no HTTP/,
  },
  { name: 'a flood', serve: () => flood, failed: /this speaks no HTTP/ },
  { name: 'a byte of an echo', serve: () => drip, failed: /this speaks no HTTP/, error: 'malformed' },
  { name: 'silence', serve: () => () => {}, failed: /no whole reply within 0.3 s/, options: impatient },
  { name: 'half a head', serve: raw(`${ok}Content-Le`), failed: /no whole reply within 0.3 s/, options: impatient },
  {
    name: 'half a body',
    serve: raw(`${ok}Content-Length: 64\r\n\r\nx`),
    failed: /wrong byte|no whole reply/,
    options: impatient,
  },
  { name: 'headers without end', serve: () => endless(ok, 'A: b\r\n'.repeat(1000)), failed: /were no HTTP/ },
  {
    name: 'chunks without end',
    serve: () => endless(`${ok}Transfer-Encoding: chunked\r\n\r\n`, '1\r\nx\r\n'.repeat(1000)),
    failed: /wrong byte|no whole reply/,
    options: impatient,
  },
  { name: 'two lengths', serve: raw(`${ok}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx`), failed: /were no HTTP/ },
  {
    name: 'a body too short',
    serve: () => answering((socket, body) => plain(socket, body.subarray(1))),
    failed: /does not return what is posted/,
    error: 'wrongByte',
  },
  {
    name: 'a body too long',
    serve: () => answering((socket, body) => chunked(socket, Buffer.concat([body, body]), 7)),
    failed: /does not return what is posted/,
    error: 'wrongByte',
  },
  {
    name: 'two answers for one request',
    serve: () =>
      answering((socket, body) => {
        plain(socket, Buffer.concat([body, Buffer.from(ok)]), `${ok}Content-Length: ${body.length}`);
      }),
    failed: /not asked for: this speaks no HTTP/,
    error: 'unsolicited',
  },
  {
    name: 'an end within a body',
    serve: () => answering((socket) => void socket.end(`${ok}Content-Length: 64\r\n\r\n`)),
    failed: /the server is gone or cuts every connection/,
    error: 'ended',
  },
  {
    name: 'an end instead of an answer',
    serve: () => answering((socket) => void socket.end()),
    failed: /the server is gone or cuts every connection/,
    error: 'ended',
  },
];

function endless(first: string, next: string): Serve {
  return (socket) => {
    socket.once('data', () => {
      socket.write(first);
      const pour = () => {
        while (socket.writable && socket.write(next)) {
          // until the socket is full
        }
      };
      socket.on('drain', pour);
      pour();
    });
  };
}

for (const { name, serve, failed, error, options } of faults) {
  for (const mode of modes) {
    test.serial(`${name}: ${JSON.stringify(mode)}`, async (t) => {
      const server = await startTestServer(t, serve());
      const document = await load(server.port, { ...options, ...mode });
      t.is(document.messagesPerSecond, null);
      if ('churn' in mode) return t.not(document.failed, null);
      t.regex(document.failed ?? 'nothing failed', failed);
      if (error) t.true(document.errors[error] > 0, JSON.stringify(document.errors));
    });
  }
}

for (const mode of modes) {
  test.serial(`one wrong byte in a million is found: ${JSON.stringify(mode)}`, async (t) => {
    const server = await startTestServer(t, answering(flipped(1_000_000)));
    const document = await loadUntil(({ errors }) => errors.wrongByte > 0, { port: server.port, size: 4096, ...mode });
    t.regex(document.failed ?? 'nothing failed', /wrong byte: this does not return what is posted/);
    t.true(document.errors.wrongByte > 0);
  });
}

function flipped(every: number): (socket: Socket, body: Buffer) => void {
  let count = 0;
  return (socket, body) => {
    const place = every - 1 - (count % every);
    if (place < body.length) body[place] = (body[place] ?? 0) ^ 1;
    count += body.length;
    plain(socket, body);
  };
}

for (const mode of modes) {
  test.serial(`a status that is no success is counted as what it is: ${JSON.stringify(mode)}`, async (t) => {
    const server = await startHttpServer(t, (body, { requests }) =>
      requests % 10 === 0 ? { status: 503, body: Buffer.from('busy') } : { body },
    );
    const isEnough = (counts: LoadCounts) => counts.errors.status > 0 && messagesOf(counts) > 0;
    const document = await loadUntil(isEnough, { port: server.port, ...mode });
    t.is(document.failed, null);
    t.deepEqual(Object.keys(document.statuses), ['503']);
    t.is(document.statuses['503'], document.errors.status);
    t.is(document.errors.wrongByte, 0);
    t.true(document.errors.status <= server.requests / 10);
    t.true(document.messages > 0);
  });

  test.serial(`no success at all is no rate: ${JSON.stringify(mode)}`, async (t) => {
    const server = await startHttpServer(t, () => ({ status: 404, body: Buffer.from('not here') }));
    const document = await loadUntil(({ errors }) => errors.status > 1, { port: server.port, ...mode });
    t.regex(document.failed ?? 'nothing failed', /^no request was answered with success: 404 came \d+ times$/);
    t.is(document.messages, 0);
    t.is(document.messagesPerSecond, null);
  });
}
