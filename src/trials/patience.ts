// Patience: how much longer than usual a trial waits, by what this machine shows of itself; deadlines are written for a
// machine of two free CPUs.
import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { cpusOf } from '../observe/allowed-cpus.js';
import { ownCgroup } from '../observe/cgroup.js';

/** Until Node runs its first line of JavaScript: 20 to 30 ms on the machine that the deadlines were chosen on. */
const usualBootMs = 30;

/** A wait of 10 s becomes five minutes: whatever has not come by then does not come. */
const most = 30;

export interface Slowness {
  /** This process's own. */
  bootMs: number;
  /** Tasks that run or want to, on average over a minute. */
  load: number;
  /** CPUs that may be used, or a part of one. */
  cpus: number;
}

/** 1 on a machine as it usually is, more on a slow, a crowded or a small one; never less. */
export function patienceOf({ bootMs, load, cpus }: Slowness): number {
  const crowded = load / cpus;
  const small = 1 / cpus;
  return Math.min(most, Math.max(1, bootMs / usualBootMs, crowded, small));
}

/** A deadline as it should be now. */
export function patient(deadlineMs: number): number {
  const cpus = Math.min(cpusOf().size, ownCgroup.cpuQuota ?? Number.POSITIVE_INFINITY);
  const bootMs = performance.nodeTiming.bootstrapComplete;
  return Math.round(deadlineMs * patienceOf({ bootMs, load: loadavg()[0] ?? 0, cpus }));
}
