// The windows of a trial: cut where the client passes from one to the next; which of them count, and what they add up to.
import type { LoadDocument } from '../load/document.js';
import { cpuUsBetween } from '../observe/other-processes.js';
import type { EdgeReading } from './edges.js';
import type { Disturbance, RawWindow } from './trial-result.js';

/** Of one CPU's time. A machine's own services take 1 or 2 % all the time. */
const mostForeignShare = 0.1;

/**
 * Of one CPU's time. What no living process has on its clock may be the work of programs that came and went between the
 * edges; but the kernel's, too: clearing up after 15,000 threads a second is 16 %, and theirs no more.
 */
const mostUnaccountedShare = 0.5;

/** Stolen time is told in ticks: less than this share is one tick's rounding in a window of 250 ms. */
const mostStolenShare = 0.02;

export const isKept = ({ disturbedBy }: RawWindow): boolean => disturbedBy.length === 0;

type ClientWindow = LoadDocument['windows'][number];

/** `edges` has one more than `windows`. */
export function rawWindows(edges: readonly EdgeReading[], windows: readonly ClientWindow[]): RawWindow[] {
  return windows.map((window, i) => {
    const [from, to] = [edges[i], edges[i + 1]];
    if (!from || !to) throw new Error(`the client told of ${edges.length} edges of ${windows.length} windows`);
    return rawWindow(from, to, window);
  });
}

function rawWindow(from: EdgeReading, to: EdgeReading, { messages, seconds }: ClientWindow): RawWindow {
  const cpuUs = to.server.cpuUs - from.server.cpuUs;
  const clientCpuUs = to.clientCpuUs - from.clientCpuUs;
  const stolenUs = to.machine.stolenUs - from.machine.stolenUs;
  const busyUs = to.machine.busyUs - from.machine.busyUs;
  const foreignUs = cpuUsBetween(from.others, to.others);
  const besideUs = to.companionsCpuUs - from.companionsCpuUs + to.ownCpuUs - from.ownCpuUs;
  const unaccountedUs = Math.max(0, busyUs - cpuUs - clientCpuUs - besideUs - foreignUs);
  const wallUs = (to.machine.atMs - from.machine.atMs) * 1000;
  const disturbedBy: Disturbance[] = [];
  if (stolenUs > mostStolenShare * wallUs) disturbedBy.push('stolen');
  if (foreignUs > mostForeignShare * wallUs || unaccountedUs > mostUnaccountedShare * wallUs) {
    disturbedBy.push('foreign');
  }
  return {
    messages,
    durationMs: seconds * 1000,
    cpuUs,
    clientCpuUs,
    stolenUs,
    foreignUs,
    unaccountedUs,
    voluntarySwitches: to.server.voluntarySwitches - from.server.voluntarySwitches,
    involuntarySwitches: to.server.involuntarySwitches - from.server.involuntarySwitches,
    betweenReadingsMs: to.server.atMs - from.server.atMs,
    disturbedBy,
  };
}

type Summed = 'messages' | 'durationMs' | 'cpuUs' | 'voluntarySwitches' | 'involuntarySwitches' | 'betweenReadingsMs';

/** Over the windows given. */
export function sumOf(windows: readonly RawWindow[]): Pick<RawWindow, Summed> {
  const sum = (key: Summed) => windows.reduce((total, window) => total + window[key], 0);
  return {
    messages: sum('messages'),
    durationMs: sum('durationMs'),
    cpuUs: sum('cpuUs'),
    voluntarySwitches: sum('voluntarySwitches'),
    involuntarySwitches: sum('involuntarySwitches'),
    betweenReadingsMs: sum('betweenReadingsMs'),
  };
}
