// Memory. Of a process tree: its proportional set size, in which a page that processes share counts once.
import { readFileSync } from 'node:fs';
import { addon } from '../addon/addon.cjs';
import { ownCgroup } from '../observe/cgroup.js';

/** From smaps_rollup. The resident sizes of processes that were forked add up to a multiple of what they take. */
export function treePssKb(pid: number): number {
  return addon.processes.tree(pid).reduce((sum, each) => sum + pssKb(each), 0);
}

/** What programs could still take of this machine's memory, and of what their control group leaves them. */
export function availableKb(group = ownCgroup): number {
  const machineKb = Number(/^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? 0);
  return Math.min(machineKb, group.memoryLeftKb ?? machineKb);
}

/** 0 for a zombie and for a process that has gone. */
function pssKb(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
