// autocannon as a client: what it counts is what the server counted, and its windows are those of a native run.
import { closeSync, openSync, readFileSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type LoadDocument, loadDocument } from '../../../src/load/document.js';
import { bucketsSince, mergeBuckets, percentileUs, samplesOf } from '../../../src/load/latency-histogram.js';
import { type LoadOptions, startLoad } from '../../../src/load/run-load.js';
import { until, within } from '../../harness/deadline.js';
import { answerAfter, echoBody, startHttpServer } from './http-servers.js';

const brief = { host: '127.0.0.1', client: 'autocannon', service: 'http-echo', connections: 4, warmUpMs: 20 } as const;

async function load(options: Partial<LoadOptions> & { port: number }): Promise<LoadDocument> {
  const run = await startLoad({ ...brief, durationMs: 300, ...options });
  return loadDocument.parse(await within('the end of an autocannon run', run.done));
}

/** A file in which the edges are written, as they are to a pipe. */
function eventsFile(t: ExecutionContext) {
  const file = join(tmpdir(), `forkroad-events-${process.pid}-${Math.random()}`);
  const fd = openSync(file, 'w');
  t.teardown(() => {
    closeSync(fd);
    unlinkSync(file);
  });
  const read = () => readFileSync(file, 'utf8').trim().split('\n');
  return { fd, read };
}

// One run at a time in a process: all of them are serial.
test.serial('counts are those of the server, but for the requests that it cuts off at its end', async (t) => {
  const server = await startHttpServer(t, echoBody);
  const { failed, connections, totals, errors, messages, autocannon, client } = await load({ port: server.port });
  t.is(failed, null);
  t.is(client, 'autocannon');
  t.true(messages > 0 && messages < totals.messages, 'the warm-up is left out');
  t.true(totals.messages <= server.requests && server.requests <= totals.messages + brief.connections);
  t.is(autocannon?.responses, totals.messages);
  t.deepEqual(connections, { asked: 4, established: 4, served: 4 });
  t.is(server.connections, 4);
  t.deepEqual([...server.methods], ['POST']);
  t.deepEqual([...new Set(Object.values(errors))], [0]);
  t.true(totals.bytesSent > 64 * totals.messages && totals.bytesReceived > 64 * totals.messages);
});

test.serial('windows add up to the run, and its edges are told in their order', async (t) => {
  const server = await startHttpServer(t, echoBody);
  const events = eventsFile(t);
  const document = await load({ port: server.port, durationMs: 400, windows: 4, eventsFd: events.fd });
  const { windows, messages, seconds, latencyUs } = document;
  const edges = events
    .read()
    .map((line) => JSON.parse(line))
    .filter(({ event }) => event.startsWith('window'));
  t.deepEqual(
    edges.map(({ event, index }) => [event, index]),
    [
      ['window-start', undefined],
      ['window-edge', 1],
      ['window-edge', 2],
      ['window-edge', 3],
      ['window-end', undefined],
    ],
  );
  t.deepEqual(
    windows.map((window) => window.seconds),
    edges.slice(1).map(({ atNs }, index) => (atNs - edges[index].atNs) / 1e9),
  );
  t.is(windows.length, 4);
  const sum = (number: (window: (typeof windows)[number]) => number) => windows.reduce((all, w) => all + number(w), 0);
  t.is(
    sum(({ messages }) => messages),
    messages,
  );
  t.true(Math.abs(sum(({ seconds }) => seconds) - seconds) < 1e-9);
  const latency = mergeBuckets(windows.map((window) => window.latency));
  t.is(samplesOf(latency), messages + document.answeredAfterEnd + document.unanswered);
  t.is(percentileUs(latency, 0.5), latencyUs.p50);
  for (const { busiestThreadCpuUs, clientCpuUs } of windows) t.true(busiestThreadCpuUs <= clientCpuUs);
  t.true(sum(({ clientCpuUs }) => clientCpuUs) > 0);
});

test.serial(
  "a server that waits 100 ms: no latency is below, and autocannon's own are whole milliseconds",
  async (t) => {
    const server = await startHttpServer(t, answerAfter(100));
    const { latencyUs, windows, autocannon } = await load({ port: server.port, connections: 50, durationMs: 500 });
    const earlyUs = 1500; // a timer of Node counts from the loop's last look at the clock, in whole milliseconds
    t.true((latencyUs.p50 ?? 0) >= 100_000 - earlyUs, String(latencyUs.p50));
    t.true((latencyUs.p99 ?? 0) >= (latencyUs.p50 ?? 0));
    const smallest = windows[0]?.latency[0]?.[0] ?? 0;
    t.true(smallest >= 100_000 - earlyUs, String(smallest));
    t.true(Number.isInteger(autocannon?.latencyMs.p50));
  },
);

test.serial('after a connection is lost, a latency is still of the request that it belongs to', async (t) => {
  let answered = 0;
  const server = await startHttpServer(t, (body, response) => {
    if (++answered % 5 === 0) response.setHeader('Connection', 'close');
    setTimeout(() => response.end(body), 20);
  });
  const run = await startLoad({ ...brief, port: server.port, durationMs: 1000 });
  const { errors, failed, connections, unanswered } = await within('the end of an autocannon run', run.done);
  t.is(failed, null);
  t.true(errors.ended > 0, 'autocannon does not count them; they are counted all the same');
  t.is(connections.established, 4);
  // One request at a time on each connection: together they take no longer than the run, and what began before it.
  const [window] = run.progress().windows;
  const lost = window?.unanswered ?? [];
  t.true(unanswered > 0 && samplesOf(lost) === unanswered, 'the requests of those connections');
  const replies = bucketsSince(window?.latency ?? [], lost);
  const togetherUs = replies.reduce((sum, [us, count]) => sum + us * count, 0);
  const mostUs = 4 * ((window?.windowNs ?? 0) / 1000 + (replies.at(-1)?.[0] ?? 0));
  t.true(togetherUs <= mostUs * 1.01, `${togetherUs} of ${mostUs}`);
});

test.serial('a run that is stopped has only the windows that it reached', async (t) => {
  const server = await startHttpServer(t, echoBody);
  const run = await startLoad({ ...brief, port: server.port, durationMs: 60_000, windows: 200 });
  await until('the second window', () => (run.progress().windows[1]?.messages ?? 0) > 0);
  run.stop();
  const { windows, messages, failed } = await within('the end of a stopped run', run.done);
  t.is(failed, null);
  t.true(windows.length >= 2 && windows.length < 200);
  t.is(
    windows.reduce((all, window) => all + window.messages, 0),
    messages,
  );
});

test.serial('size 0 is a GET, and what it returns is not compared', async (t) => {
  const server = await startHttpServer(t, (_, response) => void response.end('something else'));
  const { failed, messages } = await load({ port: server.port, size: 0 });
  t.is(failed, null);
  t.true(messages > 0);
  t.deepEqual([...server.methods], ['GET']);
});

test.serial('a large body comes back whole', async (t) => {
  const server = await startHttpServer(t, echoBody);
  const { failed, messages, errors } = await load({ port: server.port, size: 300_000, connections: 2 });
  t.is(failed, null);
  t.is(errors.wrongByte, 0);
  t.true(messages > 0);
});
