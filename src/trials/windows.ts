// The windows of a trial: cut where the client passes from one to the next; which of them count, and what they add up to.
import type { LoadDocument } from '../load/document.js';
import { cpuUsBetween } from '../observe/other-processes.js';
import { type Amounts, amountsBetween, amountsOver, isLate, spansMs } from './amounts.js';
import type { EdgeReading } from './edges.js';
import type { Disturbance, RawWindow } from './trial-result.js';
import { nothingUsual, type UsualLoad } from './usual.js';

/**
 * Limits are shares of one CPU's time, and of more where there are many CPUs: on 64, a third of a CPU of others' work is
 * the machine's own, and seldom on the CPU that serves.
 */
interface Limit {
  atLeast: number;
  perCpu: number;
}

/** A machine's own services take 1 or 2 % all the time. */
const mostForeign: Limit = { atLeast: 0.1, perCpu: 0.02 };
/** A load that is always there gets what a trial leaves it: beside one that mostly waits, half as much again. */
const mostTimesUsual = 1.5;
/** A quota that is always used up holds a model with more threads up more often. */
const mostTimesThrottled = 2;

/**
 * What no living process has on its clock may be the work of programs that came and went between the edges; but the
 * kernel's, too: clearing up after 15,000 threads a second is 16 %, and theirs no more.
 */
const mostUnaccounted: Limit = { atLeast: 0.5, perCpu: 0.1 };

/** Told in ticks: less than this share is one tick's rounding in a window of 250 ms. */
const mostStolen: Limit = { atLeast: 0.02, perCpu: 0.005 };

const isAbove = (us: number, { atLeast, perCpu }: Limit, wallUs: number, cpus: number): boolean =>
  us > Math.max(atLeast, perCpu * cpus) * wallUs;

export const isKept = ({ disturbedBy }: Pick<RawWindow, 'disturbedBy'>): boolean => disturbedBy.length === 0;

type ClientWindow = LoadDocument['windows'][number];

/**
 * `edges` has one more than `windows`. Costs are those of the window's own time: the rate of the span in which they were
 * read. A late window keeps what was read in its span: what it has too much, its neighbour has too little.
 */
export function rawWindows(
  edges: readonly EdgeReading[],
  windows: readonly ClientWindow[],
  usual: UsualLoad = nothingUsual,
): RawWindow[] {
  return windows.map((window, i) => {
    const [from, to] = [edges[i], edges[i + 1]];
    if (!from || !to) throw new Error(`the client told of ${edges.length} edges of ${windows.length} windows`);
    return rawWindow(from, to, window, usual);
  });
}

function rawWindow(
  from: EdgeReading,
  to: EdgeReading,
  { messages, seconds }: ClientWindow,
  usual: UsualLoad,
): RawWindow {
  const durationMs = seconds * 1000;
  const spans = spansMs(from.server, to.server);
  const late = isLate(durationMs, from.server, to.server);
  const timed = late ? amountsBetween(from.server, to.server) : amountsOver(durationMs, from.server, to.server);
  const around = aroundBetween(from, to, late ? 1 : durationMs / spans.clocks);
  const wallUs = 1000 * (late ? spans.clocks : durationMs);
  const byOthersUs = Math.max(0, around.busyUs - timed.cpuUs - around.accountedUs);
  const foreignUs = to.machine.isWhole ? around.othersUs : Math.min(around.othersUs, byOthersUs);
  const unaccountedUs = Math.max(0, byOthersUs - foreignUs);
  const { cpus } = to.machine;
  const disturbedBy: Disturbance[] = [];
  if (late) disturbedBy.push('late');
  if (isAbove(around.stolenUs, mostStolen, wallUs, cpus)) disturbedBy.push('stolen');
  const moreUs = foreignUs - mostTimesUsual * usual.foreignCpus * wallUs;
  const moreUnaccountedUs = unaccountedUs - mostTimesUsual * usual.unaccountedCpus * wallUs;
  if (isAbove(moreUs, mostForeign, wallUs, cpus) || isAbove(moreUnaccountedUs, mostUnaccounted, wallUs, cpus)) {
    disturbedBy.push('foreign');
  }
  const throttledUs = to.throttling.us - from.throttling.us;
  const isMoreThrottled = to.throttling.times > from.throttling.times && usual.throttledShare === 0;
  if (isMoreThrottled || throttledUs > mostTimesThrottled * usual.throttledShare * wallUs)
    disturbedBy.push('throttled');
  const { clientCpuUs, stolenUs } = around;
  const besideUs = { clientCpuUs, stolenUs, foreignUs, unaccountedUs, throttledUs };
  return { messages, durationMs, ...timed, ...besideUs, spansMs: spans, disturbedBy };
}

/** What went on around the server, read together with its clocks; times `factor`, which makes it that of the window. */
function aroundBetween(from: EdgeReading, to: EdgeReading, factor: number) {
  const scaled = (read: (edge: EdgeReading) => number) => (read(to) - read(from)) * factor;
  const clientCpuUs = scaled((edge) => edge.clientCpuUs);
  return {
    clientCpuUs,
    othersUs: cpuUsBetween(from.others, to.others) * factor,
    stolenUs: scaled(({ machine }) => machine.stolenUs),
    busyUs: scaled(({ machine }) => machine.busyUs),
    accountedUs: clientCpuUs + scaled((edge) => edge.companionsCpuUs + edge.ownCpuUs),
  };
}

type Summed = 'messages' | 'durationMs' | keyof Amounts;

/** Over the windows given. */
export function sumOf(windows: readonly RawWindow[]): Pick<RawWindow, Summed> {
  const sum = (key: Summed) => windows.reduce((total, window) => total + window[key], 0);
  return {
    messages: sum('messages'),
    durationMs: sum('durationMs'),
    cpuUs: sum('cpuUs'),
    voluntarySwitches: sum('voluntarySwitches'),
    involuntarySwitches: sum('involuntarySwitches'),
  };
}
