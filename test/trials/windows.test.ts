// The windows: what lies between two edges, and which windows do not count.
import test from 'ava';
import type { EdgeReading } from '../../src/trials/edges.js';
import { isKept, rawWindows, sumOf } from '../../src/trials/windows.js';

/** Everything at an edge, `ms` after the first; the CPU times in µs. */
function edge(
  ms: number,
  cpu: {
    server?: number;
    client?: number;
    companions?: number;
    own?: number;
    busy?: number;
    stolen?: number;
    foreign?: number;
  },
): EdgeReading {
  const { server = 0, client = 0, companions = 0, own = 0, stolen = 0, foreign = 0 } = cpu;
  const { busy = server + client + companions + own } = cpu;
  return {
    server: { cpuUs: server, voluntarySwitches: ms, involuntarySwitches: 2 * ms, atMs: ms + 1 },
    machine: { atMs: ms, busyUs: busy, stolenUs: stolen, source: 'cpuacct' },
    clientCpuUs: client,
    companionsCpuUs: companions,
    ownCpuUs: own,
    others: new Map(foreign > 0 ? [[4711, foreign]] : []),
  };
}

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
  t.like(only, { voluntarySwitches: 200, involuntarySwitches: 400, betweenReadingsMs: 200, disturbedBy: [] });
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

test('an edge that the client did not tell of is an error', (t) => {
  t.throws(() => rawWindows([edge(0, {})], [window]), { message: /told of 1 edges of 1 windows/ });
});

test('windows add up', (t) => {
  const edges = [edge(0, {}), edge(200, { server: 10_000 }), edge(400, { server: 40_000 })];
  t.like(sumOf(rawWindows(edges, [window, window])), { messages: 2000, cpuUs: 40_000, durationMs: 400 });
});
