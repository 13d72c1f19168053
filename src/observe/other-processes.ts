// Who else is at work on this machine: the CPU time of every program that is not part of a trial.
import { readdirSync, readlinkSync } from 'node:fs';
import { addon } from '../addon/addon.cjs';

/** CPU time so far in µs, by pid. */
export type OtherProcesses = ReadonlyMap<number, number>;

/** Kernel threads work for whoever asks, this trial included: they are not foreign. Their pids stay theirs. */
const kernelThreads = new Set<number>();

/**
 * Without `ours`, and without kernel threads. About 1 ms for a hundred processes. With `cpus`, without those, either, that
 * may run on none of them.
 */
export function readOtherProcesses(ours: ReadonlySet<number>, cpus: ReadonlySet<number> | null): OtherProcesses {
  const others = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || ours.has(pid) || isKernelThread(pid)) continue;
    if (cpus && !addon.processes.cpus(pid).some((cpu) => cpus.has(cpu))) continue;
    const cpuUs = addon.processes.cpuUs(pid);
    if (cpuUs !== null) others.set(pid, cpuUs);
  }
  return others;
}

/** What they did between two readings; one that was born in between, all it did. Who has ended meanwhile is not seen. */
export function cpuUsBetween(from: OtherProcesses, to: OtherProcesses): number {
  let sumUs = 0;
  for (const [pid, cpuUs] of to) sumUs += Math.max(0, cpuUs - (from.get(pid) ?? 0));
  return sumUs;
}

/** A kernel thread has no program. Of another user's process the link may not be read: then it is one that has. */
function isKernelThread(pid: number): boolean {
  if (kernelThreads.has(pid)) return true;
  try {
    readlinkSync(`/proc/${pid}/exe`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return false;
    if (addon.processes.threads(pid) > 0) kernelThreads.add(pid);
    return true;
  }
  return false;
}
