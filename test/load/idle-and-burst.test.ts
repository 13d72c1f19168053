// Silent connections beside the active ones, and bursts: all connections at once.
import type { Socket } from 'node:net';
import test from 'ava';
import { startLoad } from '../../src/load/run-load.js';
import { within } from '../harness/deadline.js';
import { echo, serveOnlyOne, startTestServer } from './servers.js';

const brief = { host: '127.0.0.1', durationMs: 300, warmUpMs: 20 };

test('idle connections are answered once, then held beside the active ones', async (t) => {
  const received = new Map<Socket, number>();
  const server = await startTestServer(t, (socket, each) => {
    received.set(socket, 0);
    socket.on('data', (bytes) => received.set(socket, (received.get(socket) ?? 0) + bytes.length));
    echo(socket, each);
  });
  const run = await startLoad({ ...brief, port: server.port, connections: 3, idle: 300, size: 64 });
  const document = await within('the end of a run with idle connections', run.done);
  t.is(document.failed, null);
  t.deepEqual(document.connections, { asked: 3, established: 3, served: 3 });
  t.deepEqual(document.idle, { asked: 300, established: 300, served: 300 });
  t.is(server.accepted, 303);
  t.is([...received.values()].filter((bytes) => bytes === 64).length, 300);
  t.is(document.totals.messages * 64, server.bytesReceived, 'their answers are in the totals');
  t.is(
    document.windows.flatMap(({ latency }) => latency).reduce((sum, [, count]) => sum + count, 0),
    document.messages + document.answeredAfterEnd,
    'and in no window',
  );
});

test('idle connections that are not answered are told, and do not keep the active ones from being measured', async (t) => {
  const server = await startTestServer(t, serveOnlyOne());
  const run = await startLoad({ ...brief, port: server.port, connections: 1, idle: 5 });
  const document = await within('the end of a run beside unanswered ones', run.done);
  t.is(document.failed, null);
  t.deepEqual(document.idle, { asked: 5, established: 5, served: 0 });
  t.true(document.messages > 0);
});

test('no more idle connections wait for their answer than a backlog holds', async (t) => {
  const server = await startTestServer(t, serveOnlyOne());
  const run = await startLoad({ ...brief, port: server.port, connections: 1, idle: 1000 });
  const { idle } = await within('the end of a run that gave up', run.done);
  t.true(idle !== null && idle.established > 0 && idle.established < 500, `${idle?.established} established`);
});

test('the run ends when the last active connection is lost, whatever is held beside', async (t) => {
  const sockets: Socket[] = [];
  let messages = 0;
  const server = await startTestServer(t, (socket) => {
    sockets.push(socket);
    socket.on('data', (bytes) => {
      socket.write(bytes);
      if (++messages === 100) sockets[0]?.resetAndDestroy(); // the active one is opened first
    });
    socket.on('end', () => socket.end());
  });
  const run = await startLoad({ ...brief, port: server.port, connections: 1, idle: 4, durationMs: 60_000 });
  const document = await within('the end of a run that lost its connection', run.done);
  t.regex(document.failed ?? '', /cuts every connection \(reset: 1\)/);
});

test('burst: all connections are there at once, and again when all have ended', async (t) => {
  const size = 200; // more than the other modes connect at a time
  let waiting: [Socket, Buffer][] = [];
  const server = await startTestServer(t, (socket) => {
    socket.on('end', () => socket.end());
    socket.on('data', (bytes: Buffer) => {
      waiting.push([socket, bytes]);
      if (waiting.length < size) return;
      for (const [each, message] of waiting) each.write(message);
      waiting = [];
    });
  });
  const run = await startLoad({ ...brief, port: server.port, connections: size, burst: true, durationMs: 500 });
  const document = await within('the end of a run of bursts', run.done);
  t.is(document.failed, null);
  t.is(document.mode, 'burst');
  t.deepEqual(document.connections, { asked: size, established: size, served: size });
  t.true(server.accepted >= 2 * size, 'more than one burst');
  t.true(server.sources.size > 1);
  t.true(Object.values(document.errors).every((count) => count === 0));
});

test('burst: what is not answered by the end counts with the time that it has waited', async (t) => {
  let count = 0;
  const server = await startTestServer(t, (socket) => {
    socket.on('end', () => socket.end());
    socket.on('data', (bytes) => ++count <= 8 && socket.write(bytes));
  });
  const run = await startLoad({ ...brief, port: server.port, connections: 10, burst: true, warmUpMs: 0 });
  const document = await within('the end of a burst without an end', run.done);
  t.is(document.failed, null);
  t.is(document.unanswered, 2);
  t.is(document.messages, 8);
  t.true((document.latencyUs.max ?? 0) >= 290_000);
});

test('burst: a server that is not there, and one that cuts every connection, fail the run', async (t) => {
  const gone = await startTestServer(t, echo);
  gone.die();
  const refused = await (await startLoad({ ...brief, port: gone.port, burst: true })).done;
  t.regex(refused.failed ?? '', /nothing listens on/);
  const cutting = await startTestServer(t, (socket) => socket.resetAndDestroy());
  const cut = await (await startLoad({ ...brief, port: cutting.port, burst: true })).done;
  t.regex(cut.failed ?? '', /cuts every connection/);
});
