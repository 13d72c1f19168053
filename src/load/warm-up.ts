// When a server is warm: told by the windows of the load before the measured time. Pure.
import { connectsPerMessage, type LoadMode } from '../addon/load.cjs';

export const reasons = ['stationary', 'work', 'cap', 'time'] as const;
export type Reached = (typeof reasons)[number];

export interface WarmUpWindow {
  messages: number;
  ns: number;
}

/** At the shortest: longer until it has `leastMessages`. */
export const windowMs = 100;

export const defaultCapMs = 4000;

/** So that one message more or less, and one more or less on each connection, is no change of the rate. */
export const leastMessages = (connections: number): number => Math.max(200, 10 * connections);

/**
 * After so many messages, or connections, a just-in-time compiler is through. CPU per message of our servers, from their start,
 * two cores: within a tenth of its end after 6,000 connections in event-loop (212 → 72 µs), 11,000 in prefork-handoff (930 → 265),
 * 20,000 in worker-loops (262 → 64) and in cluster (556 → 160), two loops each; where each message has no connection of its
 * own after 4,000 to 13,000 (event-loop: 7.5 → 5.5 µs; with 5 ms of waiting per message 50 → 14), 23,000 with http-echo (124 → 17).
 */
const workOf = (mode: LoadMode): number => (connectsPerMessage(mode) ? 20_000 : 40_000);

/**
 * No rate is called flat before half of that: where the client is the limit, it is flat at once, and a cluster stayed
 * within 5 % for 0.8 s in the midst of its slope, after 2,000 connections, at three times the cost that it came to.
 */
const leastWorkShare = 1 / 2;

/** Halves of five are compared: two windows agree by chance, and a drift of 2 % per window stays within 5 % from one to the next. */
const flatWindows = 10;
const tolerance = 0.05;

/** Null while it is not. In an open loop the schedule gives the rate, so that only work tells. */
export function whyWarm(windows: readonly WarmUpWindow[], mode: LoadMode): 'stationary' | 'work' | null {
  const done = windows.reduce((sum, { messages }) => sum + messages, 0);
  if (done >= workOf(mode)) return 'work';
  if (mode === 'open-loop' || done < workOf(mode) * leastWorkShare) return null;
  return isFlat(windows.slice(-flatWindows)) ? 'stationary' : null;
}

/** The last two agree, and so do the two halves. */
function isFlat(last: readonly WarmUpWindow[]): boolean {
  if (last.length < flatWindows) return false;
  const half = flatWindows / 2;
  return agree(last.slice(-2, -1), last.slice(-1)) && agree(last.slice(0, half), last.slice(half));
}

function agree(before: readonly WarmUpWindow[], after: readonly WarmUpWindow[]): boolean {
  return Math.abs(rateOf(after) / rateOf(before) - 1) <= tolerance;
}

/** Per second. */
export function rateOf(windows: readonly WarmUpWindow[]): number {
  const messages = windows.reduce((sum, window) => sum + window.messages, 0);
  return (messages * 1e9) / windows.reduce((sum, { ns }) => sum + ns, 0);
}

/** Follows one warm-up, and says once that it is over. */
export class WarmUp {
  private readonly windows: WarmUpWindow[] = [];
  private why: Reached | undefined;

  constructor(private readonly given: { mode: LoadMode; isAuto: boolean }) {}

  get reached(): Reached {
    return this.why ?? (this.given.isAuto ? 'cap' : 'time');
  }

  /** True when the server is warm by this window. */
  isOverWith(window: WarmUpWindow): boolean {
    if (!this.given.isAuto || this.why) return false;
    this.windows.push(window);
    this.why = whyWarm(this.windows, this.given.mode) ?? undefined;
    return this.why !== undefined;
  }
}
