// When a server counts as warm: series of made-up windows, and runs whose warm-up ends for one reason only.
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { LoadMode } from '../../src/addon/load.cjs';
import { type LoadDocument, loadDocument } from '../../src/load/document.js';
import { type LoadOptions, startLoad } from '../../src/load/run-load.js';
import { summary } from '../../src/load/summary.js';
import { type WarmUpWindow, whyWarm } from '../../src/load/warm-up.js';
import { until, within } from '../harness/deadline.js';
import { answering, plain } from './http-servers.js';
import { echo, startTestServer } from './servers.js';

/** Uniform noise of a standard deviation of `share`, the same for the same seed (mulberry32). */
function noisy(rate: number, share: number, seed: number): (index: number) => number {
  return (index) => {
    let x = (seed * 1000 + index) * 0x6d2b79f5;
    x = Math.imul(x ^ (x >>> 15), x | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    const uniform = ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
    return rate * (1 + share * Math.sqrt(12) * (uniform - 0.5));
  };
}

/** Of windows of 100 ms: after how many the server counts as warm, and why. */
function warmAfter(messages: (index: number) => number, mode: LoadMode = 'closed-loop', most = 40) {
  const windows: WarmUpWindow[] = [];
  for (let index = 0; index < most; index++) {
    windows.push({ messages: Math.round(messages(index)), ns: 1e8 });
    const why = whyWarm(windows, mode);
    if (why !== null) return { why, windows: windows.length };
  }
  return null;
}

const seeds = Array.from({ length: 500 }, (_, seed) => seed + 1);

test('a flat rate is stationary once enough was done, also with noise of 3 %', (t) => {
  t.deepEqual(
    warmAfter(() => 1200),
    { why: 'stationary', windows: 17 },
  );
  const found = seeds.map((seed) => warmAfter(noisy(1200, 0.03, seed)));
  t.true(found.every((each) => each?.why === 'stationary'));
  const late = found.filter((each) => (each?.windows ?? 0) > 22).length;
  t.true(late < seeds.length / 20, `${late} of ${seeds.length} took half a second longer`);
});

test('a slow drift is not, though each window is within 5 % of the one before', (t) => {
  t.is(
    warmAfter((index) => 600 * 1.02 ** index),
    null,
  );
  const chance = seeds.filter((seed) => warmAfter((index) => noisy(500 * 1.03 ** index, 0.03, seed)(index)));
  t.true(chance.length < seeds.length / 50, `${chance.length} of ${seeds.length} noisy drifts`);
});

test('a rate that has just made a step is not, wherever the step lies', (t) => {
  for (let step = 18; step < 28; step++) {
    const found = warmAfter((index) => (index < step ? 500 + 50 * index : 3000), 'closed-loop', step + 5);
    t.not(found?.why, 'stationary', `a step after ${step} windows`);
  }
});

/** A cluster in churn, connections per 200 ms from its start, measured: flat within 5 % from the third to the sixth. */
const cluster = [302, 310, 388, 395, 399, 410, 441, 489, 964, 1429];

test('a plateau in the midst of a slope is not taken for the end of it', (t) => {
  t.is(
    warmAfter((index) => (cluster[Math.floor(index / 2)] ?? 0) / 2, 'churn', 2 * cluster.length),
    null,
  );
});

test('enough work is enough, whatever the rate does; in an open loop only that', (t) => {
  const jumping = (index: number) => (index % 2 === 0 ? 8000 : 4000);
  t.deepEqual(warmAfter(jumping), { why: 'work', windows: 7 });
  t.deepEqual(warmAfter(jumping, 'churn'), { why: 'work', windows: 3 });
  t.deepEqual(
    warmAfter(() => 1100, 'open-loop'),
    { why: 'work', windows: 37 },
  );
});

async function load(options: Omit<LoadOptions, 'host'>): Promise<LoadDocument> {
  const run = await startLoad({ host: '127.0.0.1', connections: 4, durationMs: 100, ...options });
  return loadDocument.parse(await within('the end of a load run', run.done));
}

/** Far too little in the time that a test takes. */
const slowEcho = (t: ExecutionContext) =>
  startTestServer(t, (socket) => {
    socket.on('data', (bytes) => setTimeout(() => socket.write(bytes), 20));
    socket.on('end', () => socket.end());
  });

test('auto ends by work, long before its cap', async (t) => {
  const server = await startTestServer(t, echo);
  const auto = { warmUpMs: 'auto', warmUpCapMs: 600_000 } as const;
  const document = await load({ port: server.port, rate: 8000, ...auto });
  t.is(document.failed, null);
  t.is(document.warmUp?.reached, 'work');
  t.true((document.warmUp?.messages ?? 0) >= 40_000);
  t.true(document.totals.messages >= document.messages + (document.warmUp?.messages ?? 0));
  t.regex(summary(document), /warm-up +[\d.]+ s, [\d,]+ messages: so much work/);
});

for (const client of ['native', 'autocannon'] as const) {
  const service = client === 'native' ? 'echo' : 'http-echo';

  test.serial(`auto ends at its cap where the server never gets there: ${client}`, async (t) => {
    const server = await (client === 'native' ? slowEcho(t) : startTestServer(t, answering(plain)));
    const { warmUp } = await load({ port: server.port, client, service, warmUpMs: 'auto', warmUpCapMs: 450 });
    t.is(warmUp?.reached, 'cap');
    t.true((warmUp?.seconds ?? 0) >= 0.449);
  });

  test.serial(`the windows of a warm-up, told in order, are those of the document: ${client}`, async (t) => {
    const server = await startTestServer(t, client === 'native' ? echo : answering(plain));
    const file = join(tmpdir(), `forkroad-warm-up-${process.pid}-${client}`);
    const eventsFd = openSync(file, 'w');
    t.teardown(() => {
      closeSync(eventsFd);
      rmSync(file);
    });
    const { warmUp } = await load({ port: server.port, client, service, warmUpMs: 450, eventsFd });
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    const [start, ...rest] = lines.map((line) => JSON.parse(line));
    const edges = rest.slice(
      0,
      rest.findIndex(({ event }) => event === 'window-start'),
    );
    t.is(start.event, 'warm-up-start');
    t.true(edges.length > 0);
    t.deepEqual(
      edges.map(({ event, index }) => [event, index]),
      edges.map((_, index) => ['warm-up-edge', index]),
    );
    const rates = edges.map(({ messages, atNs }, i) => (messages * 1e9) / (atNs - (edges[i - 1] ?? start).atNs));
    t.deepEqual(warmUp?.perSecond, rates);
    t.is(warmUp?.reached, 'time');
    t.true((warmUp?.messages ?? 0) >= edges.reduce((sum, { messages }) => sum + messages, 0));
  });
}

test('with too few messages for a rate, a window is as long as it takes', async (t) => {
  const server = await slowEcho(t);
  const { warmUp } = await load({ port: server.port, warmUpMs: 350 });
  t.is(warmUp?.perSecond.length, 1, 'one, of less than 200 messages');
});

test('no warm-up has no windows, and one that was not ended is none', async (t) => {
  const server = await startTestServer(t, echo);
  t.like((await load({ port: server.port, warmUpMs: 0 })).warmUp, { perSecond: [], reached: 'time' });
  const run = await startLoad({ host: '127.0.0.1', port: server.port, warmUpMs: 600_000 });
  await until('the warm-up', () => run.progress().phase === 'warm-up');
  run.stop();
  t.is((await within('the end of a stopped warm-up', run.done)).warmUp, null);
});
