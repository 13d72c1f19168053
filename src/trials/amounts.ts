// What a server has cost by some moment, and how much of it falls between two of them: in two parts, each read at its own time.
import type { QueueUse } from '../addon/counters.cjs';

export interface Amounts {
  cpuUs: number;
  voluntarySwitches: number;
  involuntarySwitches: number;
}

/** `atNs`: when it was read, by CLOCK_MONOTONIC, which all processes of a machine share (process.hrtime). */
export interface CostPart extends Amounts {
  atNs: number;
}

/**
 * CPU time is the sum of the processes' own clocks, in nanoseconds, which have the time of ended threads in them, and of
 * what the server's getrusage(2) tells of the children that it has reaped. A thread that runs while its clock is read is
 * known up to the kernel's last tick (4 ms where CONFIG_HZ is 250). Context switches are those of the server's threads,
 * ended ones included, of its reaped children, and of the live threads of its descendants; those of a descendant's
 * ended threads come when it is reaped. Grandchildren come with the child that reaped them.
 *
 * Both parts grow, each up to its own moment: the clocks are read here, the rest by the server when it answers, which a
 * busy one does late. The sum is of no single moment: over a window, take `amountsOver`.
 */
export interface Costs extends Amounts {
  clocks: CostPart;
  answer: CostPart;
  /** What its connections have waited in a queue of the server's; undefined: somebody else's server. */
  queue?: QueueUse | undefined;
}

/** One figure of each kind. */
export const eachAmount = (amount: (key: keyof Amounts) => number): Amounts => ({
  cpuUs: amount('cpuUs'),
  voluntarySwitches: amount('voluntarySwitches'),
  involuntarySwitches: amount('involuntarySwitches'),
});

/** How long passed between two readings of each part. */
export const spansMs = (from: Costs, to: Costs): { clocks: number; answer: number } => ({
  clocks: (to.clocks.atNs - from.clocks.atNs) / 1e6,
  answer: (to.answer.atNs - from.answer.atNs) / 1e6,
});

/** Of a window's length: by how much the time between two readings may differ from it. */
const mostOff = 0.1;

/**
 * Costs are read when this process gets round to it, or the server does, messages are counted at the client's own edge:
 * the rate over a span that is off by more is no longer that of the window.
 */
export const isLate = (durationMs: number, from: Costs, to: Costs): boolean =>
  Object.values(spansMs(from, to)).some((spanMs) => Math.abs(spanMs - durationMs) > mostOff * durationMs);

/** What was spent in `durationMs` at the rate of each part over its own span, neither of which may be 0. */
export function amountsOver(durationMs: number, from: Costs, to: Costs): Amounts {
  const spans = spansMs(from, to);
  return eachAmount(
    (key) =>
      ((to.clocks[key] - from.clocks[key]) * durationMs) / spans.clocks +
      ((to.answer[key] - from.answer[key]) * durationMs) / spans.answer,
  );
}

/** What was spent from one reading to the next, whenever each part was read. */
export const amountsBetween = (from: Costs, to: Costs): Amounts => eachAmount((key) => to[key] - from[key]);
