// The parts of an autocannon run: the native engine's buckets, busy shares from made-up clocks, what it cannot do.
import { createRequire } from 'node:module';
import test from 'ava';
import { addon } from '../../../src/addon/addon.cjs';
import type { LoadService } from '../../../src/addon/load.cjs';
import { Course } from '../../../src/load/autocannon/course.js';
import { Histogram } from '../../../src/load/autocannon/histogram.js';
import { whatAutocannonCannot } from '../../../src/load/autocannon/limits.js';
import type { OwnClocks } from '../../../src/load/autocannon/own-clocks.js';
import { Tally } from '../../../src/load/autocannon/tally.js';
import { type LoadDocument, loadDocument } from '../../../src/load/document.js';
import { samplesOf } from '../../../src/load/latency-histogram.js';
import { engineOptions, startLoad } from '../../../src/load/run-load.js';
import { toDocument } from '../../../src/load/to-document.js';
import { until, within } from '../../harness/deadline.js';

test('a histogram has the buckets of the native engine: what is in one of them stays at its value', async (t) => {
  const echo = addon.load.startEcho('http-echo');
  t.teardown(() => echo.stop());
  const run = await startLoad({ host: '127.0.0.1', port: echo.port, service: 'http-echo', durationMs: 200 });
  const { windows } = await within('the end of a native run', run.done);
  const native = windows.flatMap(({ latency }) => latency);
  t.true(native.length > 10);
  for (const [us] of native) {
    const histogram = new Histogram();
    histogram.record(us * 1000);
    t.deepEqual(histogram.buckets(), [[us, 1]]);
  }
});

test('without --client autocannon it is not even loaded', async (t) => {
  const echo = addon.load.startEcho('http-echo');
  t.teardown(() => echo.stop());
  const isLoaded = () =>
    Object.keys(createRequire(import.meta.url).cache).some((file) => file.includes('/node_modules/autocannon/'));
  const options = { host: '127.0.0.1', port: echo.port, service: 'http-echo', durationMs: 50, warmUpMs: 0 } as const;
  await within('the end of a native run', (await startLoad(options)).done);
  t.false(isLoaded());
  await within('the end of an autocannon run', (await startLoad({ ...options, client: 'autocannon' })).done);
  t.true(isLoaded());
});

test('a histogram is within 1 % from a nanosecond to an hour, and knows the largest exactly', (t) => {
  const histogram = new Histogram();
  const values = Array.from({ length: 120 }, (_, i) => Math.floor(1.27 ** i)).filter((ns) => ns < 3600e9);
  for (const ns of values) histogram.record(ns);
  const buckets = histogram.buckets();
  t.is(samplesOf(buckets), values.length);
  for (const ns of values) t.true(buckets.some(([us]) => Math.abs(us * 1000 - ns) <= 0.01 * ns));
  t.is(histogram.maxUs, (values.at(-1) ?? 0) / 1000);
  histogram.record(-5);
  histogram.record(1e15);
  t.is(samplesOf(histogram.buckets()), values.length + 2);
});

const clocks = (atMs: number, mainThreadCpuUs: number, rest: Partial<OwnClocks> = {}): OwnClocks => ({
  ...{ atNs: atMs * 1e6, mainThreadCpuUs, processCpuUs: mainThreadCpuUs * 1.1, mainThreadWaitUs: 0 },
  ...rest,
});

/** Two windows of 100 ms in which the main thread ran for `busyMs` each. */
async function documentOf(busyMs: number, rest: Partial<OwnClocks> = {}): Promise<LoadDocument> {
  const tally = new Tally(2);
  tally.servedFirst();
  tally.openAt(0, clocks(1000, 0, rest));
  tally.reply(5e5);
  tally.openAt(1, clocks(1100, busyMs * 1000, rest));
  tally.reply(5e5);
  tally.closeAt(clocks(1200, busyMs * 2000, rest));
  tally.reply(5e5);
  const options = await engineOptions({ host: '127.0.0.1', port: 1, connections: 1, windows: 2, service: 'http-echo' });
  const ended = {
    ending: 'finished',
    phase: 'draining',
    warmUp: null,
    established: 1,
    bytesSent: 0,
    bytesReceived: 0,
  } as const;
  const seen = {
    cpus: 2,
    stolenShare: 0,
    throttledShare: 0,
    foreignCpus: 0,
    serverBusyCpus: 0.5,
    ceilingPerSecond: null,
  };
  const by = { client: 'autocannon', autocannon: null, reached: 'time' } as const;
  return loadDocument.parse(toDocument(tally.counts(ended), options, seen, by));
}

test('client-bound where the thread of autocannon is nine tenths busy', async (t) => {
  const { label, labelReason, messages, totals, seconds } = await documentOf(95);
  t.is(label, 'client-bound');
  t.is(labelReason, 'the client was 95 % busy');
  t.is(messages, 2);
  t.is(totals.messages, 3, 'the third came when no window was open');
  t.true(Math.abs(seconds - 0.2) < 1e-9);
});

test('not client-bound where it has slack, or the kernel does not tell how long it waited', async (t) => {
  t.is((await documentOf(50)).label, 'both-idle');
  const unknown = await documentOf(50, { mainThreadWaitUs: null });
  t.is(unknown.label, 'both-idle');
  t.is(unknown.windows[0]?.busiestThreadWaitUs, null);
});

test('a reply of a wrong body is taken back, a bad status is none', (t) => {
  const tally = new Tally(1);
  tally.openAt(0, clocks(0, 0));
  tally.reply(1000);
  tally.reply(1000);
  tally.wrongBody();
  tally.badStatus(503);
  tally.badStatus(503);
  const rest = {
    ending: 'running',
    phase: 'measuring',
    warmUp: null,
    established: 1,
    bytesSent: 0,
    bytesReceived: 0,
  } as const;
  const { windows, allMessages, errors, statuses } = tally.counts(rest);
  t.is(windows[0]?.messages, 1);
  t.is(allMessages, 1);
  t.is(errors.wrongByte, 1);
  t.is(errors.status, 2);
  t.deepEqual(statuses, { 503: 2 });
});

const http: { service: LoadService } = { service: 'http-echo' };
const refused: [object, RegExp | null][] = [
  [{ service: 'echo' }, /speaks HTTP only/],
  [{ rate: 100 }, /-R.*docs\/measuring\.md/],
  [{ churn: true }, /reconnectRate/],
  [{ threads: 2 }, /one thread/],
  [{ slowClientNs: 5 }, /--client native/],
  [{ timeoutMs: 500 }, /no --timeout below 1 s/],
  [{ threads: 1, slowClientNs: 0, timeoutMs: 1000, churn: false }, null],
];

for (const [asked, says] of refused) {
  test(`${JSON.stringify(asked)}: ${says === null ? 'it can' : 'it cannot, and why'}`, (t) => {
    const cannot = whatAutocannonCannot({ ...http, ...asked });
    if (says === null) t.is(cannot, null);
    else t.regex(cannot ?? 'it can', says);
  });
}

test('a server that is found warm is measured at once, whatever time its warm-up might have taken', async (t) => {
  const asked = { connections: 1, warmUpMs: 600_000, warmUpWindowMs: 100, warmUpWindowMessages: 0, eventsFd: -1 };
  const timing = { ...asked, durationMs: 600_000, windows: 1, timeoutMs: 600_000, holdMs: 0 };
  const tally = new Tally(1);
  const edges: number[] = [];
  const told = { onEdge: (edge: number) => edges.push(edge), onWarmUpWindow: () => {}, onEnd: () => {} };
  const course = new Course(timing, tally, told);
  t.teardown(() => course.end('stopped'));
  course.servedFirst();
  t.is(course.state.phase, 'warm-up');
  course.endWarmUp();
  await until('the first window', () => tally.isInWindow);
  t.deepEqual(edges, [0]);
  t.is(course.state.warmUp?.windows.length, 1);
});
