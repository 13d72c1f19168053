// What a server has cost so far, over its whole process tree: live processes, ended threads and reaped children.
import { addon } from '../addon/addon.cjs';
import { monotonicNs } from '../observe/monotonic.js';
import { type Costs, eachAmount } from './amounts.js';
import type { ServerUsage } from './running-server.js';

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
