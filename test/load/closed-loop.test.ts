// The closed loop against a server that does right: what it counts is what the server has seen.
import test from 'ava';
import { type LoadOptions, startLoad } from '../../src/load/run-load.js';
import { until, within } from '../harness/deadline.js';
import { echo, serveOnlyOne, startTestServer } from './servers.js';

const brief = { host: '127.0.0.1', durationMs: 1000, warmUpMs: 50 };

async function load(options: Omit<LoadOptions, 'host'>) {
  const run = await startLoad({ ...brief, ...options });
  return within('the end of a load run', run.done);
}

test('every message is counted, and none twice', async (t) => {
  const server = await startTestServer(t, echo);
  const document = await load({ port: server.port, connections: 8 });
  t.is(document.failed, null);
  t.deepEqual(document.connections, { asked: 8, established: 8, served: 8 });
  t.is(document.totals.bytesSent, server.bytesReceived);
  t.is(document.totals.bytesReceived, server.bytesReceived);
  t.is(server.accepted, 8);
  t.true(document.messages > 0 && document.messages < document.totals.messages);
  t.true(Object.values(document.errors).every((count) => count === 0));
  t.is(Math.round(document.messagesPerSecond ?? 0), Math.round(document.messages / document.seconds));
  t.is(document.sendLagUs, null);
});

test('percentiles rise, and stop where the samples do', async (t) => {
  const server = await startTestServer(t, (socket) => {
    socket.on('data', (bytes) => setTimeout(() => socket.write(bytes), 20));
    socket.on('end', () => socket.end());
  });
  const { latencyUs, messages } = await load({ port: server.port, connections: 2, durationMs: 400 });
  t.true(messages >= 10 && messages < 100, `${messages} messages`);
  const { p50, p90, p99, p999, max } = latencyUs;
  t.true(p50 !== null && p90 !== null && max !== null && p50 <= p90 && p90 <= max);
  t.is(p99, null);
  t.is(p999, null);
});

for (const size of [1, 1000, 1 << 20, 16 << 20]) {
  test.serial(`messages of ${size} bytes come back whole`, async (t) => {
    const server = await startTestServer(t, echo);
    const document = await load({ port: server.port, connections: 2, size, durationMs: 500 });
    t.is(document.failed, null);
    t.true(document.messages > 0);
    t.is(document.totals.bytesReceived, server.bytesReceived);
  });
}

test('replies in fragments are put together', async (t) => {
  const server = await startTestServer(t, (socket) => {
    socket.on('data', (bytes: Buffer) => {
      socket.write(bytes.subarray(0, 10));
      setImmediate(() => socket.write(bytes.subarray(10)));
    });
    socket.on('end', () => socket.end());
  });
  const document = await load({ port: server.port, connections: 4 });
  t.is(document.failed, null);
  t.true(document.messages > 0);
});

test('several threads share the connections', async (t) => {
  const server = await startTestServer(t, echo);
  const document = await load({ port: server.port, connections: 5, threads: 2 });
  t.is(document.failed, null);
  t.deepEqual(document.connections, { asked: 5, established: 5, served: 5 });
  t.is(document.totals.bytesSent, server.bytesReceived);
});

test('who is established but not served is no error', async (t) => {
  const server = await startTestServer(t, serveOnlyOne());
  const document = await load({ port: server.port, connections: 4, timeoutMs: 2000 });
  t.is(document.failed, null);
  t.deepEqual(document.connections, { asked: 4, established: 4, served: 1 });
  t.true(Object.values(document.errors).every((count) => count === 0));
});

test('stopped early, what was measured counts', async (t) => {
  const server = await startTestServer(t, echo);
  const run = await startLoad({ ...brief, port: server.port, durationMs: 600_000 });
  await until('the first message', () => run.progress().windows.some(({ messages }) => messages > 0));
  run.stop();
  const document = await within('the end of a stopped run', run.done);
  t.is(document.failed, null);
  t.true(document.seconds > 0 && document.seconds < 600);
});
