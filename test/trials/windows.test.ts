// The windows: what lies between two edges, and which windows do not count.
import test from 'ava';
import type { CostPart, Costs } from '../../src/trials/amounts.js';
import type { EdgeReading } from '../../src/trials/edges.js';
import { nothingUsual } from '../../src/trials/usual.js';
import { isKept, rawWindows, sumOf } from '../../src/trials/windows.js';

interface Cpu {
  server?: number;
  reaped?: number;
  client?: number;
  companions?: number;
  own?: number;
  busy?: number;
  stolen?: number;
  foreign?: number;
  throttled?: number;
  cpus?: number;
  isWhole?: boolean;
}

/** Everything at an edge that was read `ms` after the first, the server's answer `answerMs` after it; CPU times in µs. */
function edge(ms: number, cpu: Cpu, answerMs = ms): EdgeReading {
  const { server = 0, reaped = 0, client = 0, companions = 0, own = 0, stolen = 0, foreign = 0 } = cpu;
  const { throttled = 0, cpus = 2, isWhole = true } = cpu;
  const { busy = server + reaped + client + companions + own } = cpu;
  return {
    server: costs(
      { atNs: ms * 1e6, cpuUs: server, voluntarySwitches: 0, involuntarySwitches: 0 },
      { atNs: answerMs * 1e6, cpuUs: reaped, voluntarySwitches: answerMs, involuntarySwitches: 2 * answerMs },
    ),
    machine: { atMs: ms, busyUs: busy, stolenUs: stolen, source: 'cpuacct', cpus, isWhole },
    throttling: { times: throttled > 0 ? 1 : 0, us: throttled },
    clientCpuUs: client,
    companionsCpuUs: companions,
    ownCpuUs: own,
    others: new Map(foreign > 0 ? [[4711, foreign]] : []),
  };
}

const costs = (clocks: CostPart, answer: CostPart): Costs => ({
  cpuUs: clocks.cpuUs + answer.cpuUs,
  voluntarySwitches: clocks.voluntarySwitches + answer.voluntarySwitches,
  involuntarySwitches: clocks.involuntarySwitches + answer.involuntarySwitches,
  clocks,
  answer,
});

const window = {
  seconds: 0.2,
  messages: 1000,
  clientCpuUs: 0,
  busiestThreadCpuUs: 0,
  busiestThreadWaitUs: 0,
  latency: [],
  sendLag: null,
};

test('a window is the difference of two edges', (t) => {
  const [only] = rawWindows(
    [edge(0, { server: 5000 }), edge(200, { server: 65_000, client: 90_000, own: 300 })],
    [window],
  );
  t.like(only, { messages: 1000, durationMs: 200, cpuUs: 60_000, clientCpuUs: 90_000, foreignUs: 0, stolenUs: 0 });
  t.like(only, {
    voluntarySwitches: 200,
    involuntarySwitches: 400,
    spansMs: { clocks: 200, answer: 200 },
    disturbedBy: [],
  });
});

test('what was read over a longer time than the window is scaled to it, each part by its own time', (t) => {
  const cpu = { server: 66_000, reaped: 21_000, client: 11_000, own: 1_100, foreign: 5_500 };
  const [only] = rawWindows([edge(0, {}), edge(220, { ...cpu, busy: 110_000 }, 210)], [window]);
  t.like(only, { cpuUs: 80_000, clientCpuUs: 10_000, foreignUs: 5_000, disturbedBy: [] });
  t.like(only, { voluntarySwitches: 200, involuntarySwitches: 400, spansMs: { clocks: 220, answer: 210 } });
  t.is(Math.round(only?.unaccountedUs ?? 0), 100_000 - 80_000 - 10_000 - 5_000 - 1_000);
});

for (const [what, ms, answerMs] of [
  ['clocks were read late', 221, 200],
  ['clocks were read early', 179, 200],
  ['server answered late', 200, 221],
] as const) {
  test(`a window does not count when the ${what}: it keeps what was read`, (t) => {
    const [only] = rawWindows([edge(0, {}), edge(ms, { server: 66_000, reaped: 20_000 }, answerMs)], [window]);
    t.deepEqual(only?.disturbedBy, ['late']);
    t.is(only?.cpuUs, 86_000);
  });
}

test('two edges that were read at once spoil neither sum nor arithmetic', (t) => {
  const edges = [edge(0, {}), edge(400, { server: 40_000 }), edge(400, { server: 40_000 })];
  const windows = rawWindows(edges, [window, window]);
  t.deepEqual(
    windows.map(({ disturbedBy }) => disturbedBy),
    [['late'], ['late']],
  );
  t.like(sumOf(windows), { messages: 2000, cpuUs: 40_000, durationMs: 400 });
});

test('CPU time of other programs is foreign, and a window with much of it does not count', (t) => {
  const at = (foreign: number) => {
    const to = edge(200, { server: 60_000, client: 60_000, busy: 120_000 + foreign, foreign });
    return rawWindows([edge(0, {}), to], [window]);
  };
  t.deepEqual(at(2_000).map(isKept), [true], 'a hundredth of a CPU is the machine itself');
  t.deepEqual(at(150_000)[0]?.disturbedBy, ['foreign']);
  t.like(at(150_000)[0], { foreignUs: 150_000, unaccountedUs: 0 });
});

test('what no program has on its clock is the kernel’s, up to half a CPU', (t) => {
  const at = (busy: number) => rawWindows([edge(0, {}), edge(200, { server: 60_000, busy })], [window]);
  t.deepEqual(at(60_000 + 40_000).map(isKept), [true], 'ended threads are cleared up off their clocks');
  t.deepEqual(at(60_000 + 150_000)[0]?.disturbedBy, ['foreign'], 'programs that came and went');
});

test('what loads the server beside the client is neither foreign nor unaccounted for', (t) => {
  const [only] = rawWindows([edge(0, {}), edge(200, { server: 60_000, client: 2_000, companions: 150_000 })], [window]);
  t.like(only, { clientCpuUs: 2_000, foreignUs: 0, unaccountedUs: 0, disturbedBy: [] });
});

test('a window with stolen time does not count', (t) => {
  const [only] = rawWindows([edge(0, {}), edge(200, { stolen: 20_000 })], [window]);
  t.deepEqual(only?.disturbedBy, ['stolen']);
});

test('on many CPUs more is the machine’s own: a tick that was stolen, a third of a CPU of services', (t) => {
  const at = (cpus: number) =>
    rawWindows([edge(0, {}), edge(200, { stolen: 10_000, foreign: 66_000, cpus })], [window]);
  t.deepEqual(at(2)[0]?.disturbedBy, ['stolen', 'foreign']);
  t.deepEqual(at(64)[0]?.disturbedBy, []);
  const busy = rawWindows([edge(0, {}), edge(200, { stolen: 100_000, foreign: 300_000, cpus: 64 })], [window]);
  t.deepEqual(busy[0]?.disturbedBy, ['stolen', 'foreign']);
});

test('a window in which a control group stopped its threads does not count', (t) => {
  const [only] = rawWindows([edge(0, {}), edge(200, { throttled: 30_000 })], [window]);
  t.like(only, { throttledUs: 30_000, disturbedBy: ['throttled'] });
});

test('what others do on CPUs that do not count disturbs no window: theirs is at most what those that count were busy', (t) => {
  const at = (busy: number) => {
    const to = edge(200, { server: 60_000, client: 60_000, foreign: 200_000, busy, isWhole: false });
    return rawWindows([edge(0, {}), to], [window])[0];
  };
  t.like(at(121_000), { foreignUs: 1_000, unaccountedUs: 0, disturbedBy: [] });
  t.like(at(180_000), { foreignUs: 60_000, unaccountedUs: 0, disturbedBy: ['foreign'] });
});

test('an edge that the client did not tell of is an error', (t) => {
  t.throws(() => rawWindows([edge(0, {})], [window]), { message: /told of 1 edges of 1 windows/ });
});

test('windows add up', (t) => {
  const edges = [edge(0, {}), edge(200, { server: 10_000 }), edge(400, { server: 40_000 })];
  t.like(sumOf(rawWindows(edges, [window, window])), { messages: 2000, cpuUs: 40_000, durationMs: 400 });
});

test('what others usually do disturbs nothing; what is more than that does', (t) => {
  const at = (foreign: number, throttled: number) => {
    const usual = { ...nothingUsual, foreignCpus: 0.75, throttledShare: 0.3 };
    const to = edge(200, { server: 60_000, busy: 60_000 + foreign, foreign, throttled });
    return rawWindows([edge(0, {}), to], [window], usual)[0]?.disturbedBy;
  };
  t.deepEqual(at(150_000, 60_000), []);
  t.deepEqual(at(200_000, 60_000), [], 'a trial that waits leaves it a whole CPU');
  t.deepEqual(at(260_000, 60_000), ['foreign']);
  t.deepEqual(at(150_000, 130_000), ['throttled']);
});
