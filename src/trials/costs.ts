// What a server has cost so far, over its whole process tree: live processes, ended threads and reaped children.
import { addon } from '../addon/addon.cjs';
import type { QueueUse } from '../addon/counters.cjs';
import type { ServerUsage } from './running-server.js';

/**
 * CPU time is the sum of the processes' own clocks, in nanoseconds, which have the time of ended threads in them, and of
 * what the server's getrusage(2) tells of the children that it has reaped. A thread that runs while its clock is read is
 * known up to the kernel's last tick (4 ms where CONFIG_HZ is 250). Context switches are those of the server's threads,
 * ended ones included, of its reaped children, and of the live threads of its descendants; those of a descendant's
 * ended threads come when it is reaped. Grandchildren come with the child that reaped them.
 */
export interface Costs {
  cpuUs: number;
  voluntarySwitches: number;
  involuntarySwitches: number;
  /** When the clocks were read. */
  atMs: number;
  /** What its connections have waited in a queue of the server's; undefined: somebody else's server. */
  queue?: QueueUse | undefined;
}

interface LiveProcess {
  cpuUs: number;
  voluntary: number;
  involuntary: number;
}

interface LiveTree {
  root: LiveProcess;
  descendants: Map<number, LiveProcess>;
  atMs: number;
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

function total({ root, descendants, atMs }: LiveTree, { self, children, queue }: ServerUsage): Costs {
  const costs: Costs = {
    cpuUs: root.cpuUs + children.cpuUs,
    voluntarySwitches: self.voluntarySwitches + children.voluntarySwitches,
    involuntarySwitches: self.involuntarySwitches + children.involuntarySwitches,
    atMs,
    queue,
  };
  for (const child of descendants.values()) {
    costs.cpuUs += child.cpuUs;
    costs.voluntarySwitches += child.voluntary;
    costs.involuntarySwitches += child.involuntary;
  }
  return costs;
}

function readLive(pid: number): LiveTree {
  const atMs = performance.now();
  const descendants = new Map<number, LiveProcess>();
  const [, ...pids] = addon.processes.tree(pid);
  const root = readProcess(pid);
  if (root === undefined) throw new Error('the server has ended');
  for (const child of pids) {
    const live = readProcess(child);
    if (live) descendants.set(child, live);
  }
  return { root, descendants, atMs };
}

function readProcess(pid: number): LiveProcess | undefined {
  const cpuUs = addon.processes.cpuUs(pid);
  return cpuUs === null ? undefined : { cpuUs, ...addon.processes.contextSwitches(pid) };
}
