// Servers that do wrong, driven by autocannon, which calls each of these runs a success: here they fail, with a reason.
import test, { type ExecutionContext } from 'ava';
import { type LoadDocument, loadDocument } from '../../../src/load/document.js';
import { type LoadOptions, startLoad } from '../../../src/load/run-load.js';
import { within } from '../../harness/deadline.js';
import { echo, flood, startTestServer } from '../servers.js';
import { answerWith, echoBody, flipsABitPer, startHttpServer } from './http-servers.js';

interface Fault {
  name: string;
  start(t: ExecutionContext): Promise<{ port: number }>;
  failed: RegExp;
  error?: keyof LoadDocument['errors'];
  options?: Partial<LoadOptions>;
}

type Raw = Parameters<typeof startTestServer>[1];
const raw = (serve: Raw) => (t: ExecutionContext) => startTestServer(t, serve);
type Http = Parameters<typeof startHttpServer>[1];
const http = (answer: () => Http) => (t: ExecutionContext) => startHttpServer(t, answer());

const faults: Fault[] = [
  { name: 'a raw echo', start: raw(echo), failed: /this speaks no HTTP/, error: 'malformed' },
  {
    name: 'a banner',
    start: raw((socket) => void socket.write('220 hello\r\n')),
    failed: /no HTTP/,
    error: 'malformed',
  },
  { name: 'a flood of bytes', start: raw(flood), failed: /this speaks no HTTP/, error: 'malformed' },
  {
    name: 'one wrong bit in 20 answers',
    start: http(() => flipsABitPer(20)),
    failed: /wrong byte: this does not return what is posted/,
    error: 'wrongByte',
    options: { durationMs: 600 },
  },
  {
    name: 'a 503 for everything',
    start: http(() => answerWith(503)),
    failed: /no request was answered with success: 503 came \d+ times/,
    error: 'status',
  },
  {
    name: 'no answer at all',
    start: http(() => () => {}),
    failed: /no whole reply within 1 s \(4 connections were established\)/,
    options: { timeoutMs: 1000 },
  },
  {
    name: 'the end at once',
    start: raw((socket) => void socket.end()),
    failed: /the server is gone or cuts every connection/,
    error: 'ended',
  },
  {
    name: 'a reset for every request',
    start: raw((socket) => void socket.on('data', () => socket.resetAndDestroy())),
    failed: /the server is gone or cuts every connection/,
    error: 'reset',
  },
];

for (const { name, start, failed, error, options } of faults) {
  test.serial(`${name}: the run fails with its reason`, async (t) => {
    const server = await start(t);
    const document = await load({ port: server.port, ...options });
    t.regex(document.failed ?? 'nothing failed', failed);
    t.is(document.messagesPerSecond, null);
    t.is(document.label, null);
    if (error) t.true(document.errors[error] > 0, JSON.stringify(document.errors));
  });
}

test.serial('a server that is not there', async (t) => {
  const server = await startHttpServer(t, echoBody);
  server.die();
  const { failed, errors, connections } = await load({ port: server.port });
  t.is(failed, `nothing listens on 127.0.0.1:${server.port}: connection refused`);
  t.true(errors.refused > 0);
  t.is(connections.established, 0);
});

test.serial('a server that dies midway', async (t) => {
  let answered = 0;
  const server = await startHttpServer(t, (body, response) => {
    if (++answered === 200) server.die();
    response.end(body);
  });
  const { failed } = await load({ port: server.port, durationMs: 20_000 });
  t.regex(failed ?? 'nothing failed', /the server is gone/);
});

async function load(options: Partial<LoadOptions> & { port: number }): Promise<LoadDocument> {
  const common = { host: '127.0.0.1', connections: 4, durationMs: 300, warmUpMs: 0, timeoutMs: 5000 };
  const run = await startLoad({ ...common, client: 'autocannon', service: 'http-echo', ...options });
  return loadDocument.parse(await within('the end of a failing autocannon run', run.done));
}
