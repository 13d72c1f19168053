// What is particular to churn and to the open loop.
import type { Socket } from 'node:net';
import test from 'ava';
import { startLoad } from '../../src/load/run-load.js';
import { within } from '../harness/deadline.js';
import { echo, startTestServer } from './servers.js';

test('churn: a connection per message, orderly ends, from many addresses', async (t) => {
  let ends = 0;
  let breaks = 0;
  const server = await startTestServer(t, (socket) => {
    socket.pipe(socket);
    socket.on('end', () => ends++).on('error', () => breaks++);
  });
  const run = await startLoad({
    ...{ host: '127.0.0.1', port: server.port, churn: true },
    ...{ connections: 4, durationMs: 300, warmUpMs: 20 },
  });
  const document = await within('the end of a churn run', run.done);
  t.is(document.failed, null);
  t.is(document.mode, 'churn');
  t.deepEqual(document.connections, { asked: 4, established: 4, served: 4 });
  t.is(document.totals.bytesSent, server.bytesReceived);
  t.true(server.accepted >= document.totals.messages && document.totals.messages > document.messages);
  t.is(breaks, 0);
  t.true(ends > 0);
  t.true(
    [...server.sources].every((source) => /^127\.0\.0\.([2-9]|1[0-7])$/.test(source)),
    `${[...server.sources]}`,
  );
  t.true(server.sources.size > 1);
});

test('open loop: no more than what was offered, and the lag of the sends apart', async (t) => {
  const server = await startTestServer(t, echo);
  const run = await startLoad({ host: '127.0.0.1', port: server.port, rate: 1000, durationMs: 500, warmUpMs: 50 });
  const document = await within('the end of an open loop', run.done);
  t.is(document.failed, null);
  t.is(document.offeredPerSecond, 1000);
  t.true(
    document.messages <= 1000 * document.seconds + 50,
    'what was due in the warm-up may be answered in the window',
  );
  t.true(document.messages > 0);
  t.not(document.sendLagUs?.p50 ?? null, null);
  t.is(document.unanswered, 0);
});

test('open loop: a server that stalls for a second shows it at p99.9', async (t) => {
  const held: [Socket, Buffer][] = [];
  let answered = 0;
  let isStalled = false;
  const server = await startTestServer(t, (socket) => {
    socket.on('end', () => socket.end());
    socket.on('data', (bytes: Buffer) => {
      if (++answered === 500) stall();
      if (isStalled) held.push([socket, bytes]);
      else socket.write(bytes);
    });
  });
  function stall(): void {
    isStalled = true;
    setTimeout(() => {
      isStalled = false;
      for (const [socket, bytes] of held) socket.write(bytes);
    }, 1000);
  }
  const run = await startLoad({ host: '127.0.0.1', port: server.port, rate: 1000, durationMs: 2500, warmUpMs: 0 });
  const document = await within('the end of a stalled run', run.done);
  t.is(document.failed, null);
  t.true((document.latencyUs.p999 ?? 0) >= 900_000, `p99.9 ${document.latencyUs.p999} µs`);
  const messagesDue = 1000 * document.seconds;
  t.true(
    document.messages + document.answeredAfterEnd + document.unanswered >= messagesDue - 1,
    'no due message is left out',
  );
});

test('open loop: what was never answered counts with the age that it had', async (t) => {
  let count = 0;
  const server = await startTestServer(t, (socket) => {
    socket.on('end', () => socket.end());
    socket.on('data', (bytes) => ++count < 50 && socket.write(bytes));
  });
  const run = await startLoad({
    ...{ host: '127.0.0.1', port: server.port, rate: 1000 },
    ...{ connections: 4, durationMs: 1000, warmUpMs: 0 },
  });
  const document = await within('the end of an unanswered run', run.done);
  t.is(document.failed, null);
  t.true(document.unanswered >= 900);
  t.true((document.latencyUs.p50 ?? 0) >= 300_000);
});
