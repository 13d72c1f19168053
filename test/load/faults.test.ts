// Servers that do wrong: each fault is counted by its kind, and a run without a sound server gives no rate.
import test from 'ava';
import { type LoadDocument, loadDocument } from '../../src/load/document.js';
import { type LoadOptions, startLoad } from '../../src/load/run-load.js';
import { within } from '../harness/deadline.js';
import { drip, echo, echoUntil, flipsABytePer, flood, startTestServer } from './servers.js';

type Serve = Parameters<typeof startTestServer>[1];

interface Fault {
  name: string;
  /** Makes the server's behaviour anew for each run: it may count. */
  serve: () => Serve;
  failed: RegExp | null;
  error?: keyof LoadDocument['errors'];
  options?: Partial<LoadOptions>;
}

const faults: Fault[] = [
  {
    name: 'one wrong byte in a million',
    serve: () => flipsABytePer(1_000_000),
    failed: /wrong byte/,
    error: 'wrongByte',
    options: { size: 4096, durationMs: 3000 },
  },
  { name: 'a reset for every message', serve: () => reset, failed: /the server is gone|no connection/, error: 'reset' },
  { name: 'no answer at all', serve: () => () => {}, failed: /no whole reply within 0.3 s \(4 connections/ },
  { name: 'a byte of the answer', serve: () => drip, failed: /no whole reply within 0.3 s/ },
  { name: 'a banner first', serve: () => greet, failed: /this is no echo/ },
  { name: 'a banner only', serve: () => (socket) => void socket.write('hello\n'), failed: /this is no echo/ },
  { name: 'a flood', serve: () => flood, failed: /this is no echo/, error: 'unsolicited' },
  { name: 'the end at once', serve: () => (socket) => void socket.end(), failed: /the server is gone/, error: 'ended' },
  { name: 'an end midway', serve: () => echoUntil(100, (_, server) => server.die()), failed: /the server is gone/ },
  {
    name: 'an answer that stays out midway',
    serve: () => silentAfter(100),
    failed: /the server is gone.*timed out: 4/,
    error: 'timeout',
    options: { durationMs: 5000 },
  },
  {
    name: 'one connection lost of four',
    serve: () => echoUntil(100, (socket) => socket.end()),
    failed: null,
    error: 'ended',
  },
];

function reset(socket: Parameters<Serve>[0]): void {
  socket.on('data', () => socket.resetAndDestroy());
}

function greet(socket: Parameters<Serve>[0]): void {
  socket.write('hello\n');
  socket.pipe(socket);
}

function silentAfter(messages: number): Serve {
  let count = 0;
  return (socket) => {
    socket.on('data', (bytes) => ++count < messages && socket.write(bytes));
    socket.on('end', () => socket.end());
  };
}

for (const { name, serve, failed, error, options } of faults) {
  for (const mode of [{}, { rate: 1000 }, { churn: true }]) {
    if ('churn' in mode && failed === null) continue; // a lost connection is replaced there
    test.serial(`${name}: ${JSON.stringify(mode)}`, async (t) => {
      const server = await startTestServer(t, serve());
      const common = { host: '127.0.0.1', port: server.port, connections: 4, durationMs: 400, warmUpMs: 0 };
      const run = await startLoad({ ...common, timeoutMs: 300, ...options, ...mode });
      const document = loadDocument.parse(await within('the end of a load run', run.done));
      if (failed === null) t.is(document.failed, null);
      else if (!('churn' in mode)) t.regex(document.failed ?? 'nothing failed', failed);
      else t.not(document.failed, null);
      t.is(document.messagesPerSecond === null, failed !== null);
      if (error && !('churn' in mode)) t.true(document.errors[error] > 0, JSON.stringify(document.errors));
    });
  }
}

for (const mode of [{}, { rate: 100 }, { churn: true }]) {
  test(`a server that is not there: ${JSON.stringify(mode)}`, async (t) => {
    const server = await startTestServer(t, echo);
    server.die();
    const run = await startLoad({ host: '127.0.0.1', port: server.port, ...mode });
    const document = await within('the end of a refused run', run.done);
    t.is(document.failed, `nothing listens on 127.0.0.1:${server.port}: connection refused`);
    t.true(document.errors.refused > 0);
    t.is(document.messagesPerSecond, null);
    t.is(document.connections.established, 0);
  });
}

test('a host that does not exist', async (t) => {
  await t.throwsAsync(startLoad({ host: 'no-such-host.invalid', port: 1 }), { message: /no-such-host\.invalid/ });
});
