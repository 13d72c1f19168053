// What a server has cost so far, over its whole process tree: live processes, ended threads and reaped children.
import { addon } from '../addon/addon.cjs';
import type { QueueUse } from '../addon/counters.cjs';
import { monotonicNs } from '../observe/monotonic.js';
import type { ServerUsage } from './running-server.js';

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

interface LiveProcess {
  cpuUs: number;
  voluntary: number;
  involuntary: number;
}

interface LiveTree {
  rootUs: number;
  descendants: Map<number, LiveProcess>;
  atNs: number;
}

/** Readings are repeated while children are reaped under them; each takes a few milliseconds. */
const maxReadings = 20;

/**
 * So much may be in doubt: children of fork(2) live for half a millisecond, and some are reaped under every reading, while
 * a Node process costs a hundred of these. A window of 200 ms on two CPUs has a thousandth of its time in doubt.
 */
const doubtUs = 500;

/**
 * The live processes are read first, at the edge of the window, then the server is asked for its reaped children. A child
 * that was live then and is gone after the answer may be in both, or in neither: so the reading is made again.
 * A child that is born meanwhile had cost nothing at the edge, whether it has been reaped since or not.
 * Throws when the server has gone.
 */
export async function readCosts(pid: number, askUsage: () => Promise<ServerUsage>): Promise<Costs> {
  let live = readLive(pid);
  for (let reading = 1; ; reading++) {
    const usage = await askUsage();
    const after = readLive(pid);
    if (cpuOfReaped(live, after) <= doubtUs || reading === maxReadings) return total(live, usage);
    live = after;
  }
}

/** CPU time of the children that lived before and are gone after. */
function cpuOfReaped(before: LiveTree, after: LiveTree): number {
  let sumUs = 0;
  for (const [child, { cpuUs }] of before.descendants) if (!after.descendants.has(child)) sumUs += cpuUs;
  return sumUs;
}

function total({ rootUs, descendants, atNs }: LiveTree, usage: ServerUsage): Costs {
  const { self, children, queue } = usage;
  const clocks = { atNs, cpuUs: rootUs, voluntarySwitches: 0, involuntarySwitches: 0 };
  for (const child of descendants.values()) {
    clocks.cpuUs += child.cpuUs;
    clocks.voluntarySwitches += child.voluntary;
    clocks.involuntarySwitches += child.involuntary;
  }
  const answer = {
    atNs: usage.atNs,
    cpuUs: children.cpuUs,
    voluntarySwitches: self.voluntarySwitches + children.voluntarySwitches,
    involuntarySwitches: self.involuntarySwitches + children.involuntarySwitches,
  };
  return { ...eachAmount((key) => clocks[key] + answer[key]), clocks, answer, queue };
}

/** One figure of each kind. */
const eachAmount = (amount: (key: keyof Amounts) => number): Amounts => ({
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

/** The tree is searched first, so that the clocks are read at one moment, and nothing is read between them. */
function readLive(pid: number): LiveTree {
  const pids = addon.processes.tree(pid);
  const atNs = monotonicNs();
  const clocks = [pid, ...pids.slice(1)].map((each) => addon.processes.cpuUs(each));
  const [rootUs] = clocks;
  if (typeof rootUs !== 'number') throw new Error('the server has ended');
  const descendants = new Map<number, LiveProcess>();
  for (const [index, child] of pids.entries()) {
    const cpuUs = clocks[index];
    if (index > 0 && typeof cpuUs === 'number') {
      descendants.set(child, { cpuUs, ...addon.processes.contextSwitches(child) });
    }
  }
  return { rootUs, descendants, atNs };
}
