// How much CPU time everything on this machine has used, and how much was stolen from it by other virtual machines.
import { readFileSync } from 'node:fs';

/**
 * Where `busyUs` comes from, the most exact first.
 * - cpuacct: the root of the cgroup v1 controller; every nanosecond that a thread ran is charged to it. A thread that
 *   runs on is charged at the kernel's next tick (4 ms where CONFIG_HZ is 250), as it is in its own clock.
 * - cgroup2: the root of cgroup v2; what the kernel saw running at its ticks, so only right over many of them.
 * - ticks: /proc/stat, the same rounded to 10 ms.
 */
export type MachineLoadSource = 'cpuacct' | 'cgroup2' | 'ticks';

export interface MachineLoad {
  atMs: number;
  /** Since boot, user and system time of all CPUs, interrupts included. */
  busyUs: number;
  /** In steps of 10 ms; 0 for ever where the hypervisor does not tell. */
  stolenUs: number;
  source: MachineLoadSource;
}

interface Reading {
  source: MachineLoadSource;
  busyUs(): number;
}

const tickUs = 10_000; // USER_HZ is 100 on every architecture that Node runs on

/** A folder of a cgroup that is not the root misses what runs beside it; ticks and charges differ by less than this. */
const rootShare = 0.8;

const sources: readonly Reading[] = [
  { source: 'cpuacct', busyUs: () => Number(readFileSync('/sys/fs/cgroup/cpuacct/cpuacct.usage', 'utf8')) / 1000 },
  { source: 'cgroup2', busyUs: () => usageUs(readFileSync('/sys/fs/cgroup/cpu.stat', 'utf8')) },
  { source: 'ticks', busyUs: () => readTicks().busyUs },
];

let chosen: Reading | undefined;

/** Throws where /proc/stat cannot be read. */
export function readMachineLoad(): MachineLoad {
  chosen ??= chooseSource(sources);
  return {
    atMs: performance.now(),
    busyUs: chosen.busyUs(),
    stolenUs: readTicks().stolenUs,
    source: chosen.source,
  };
}

/** The first that is there and tells of the whole machine. */
function chooseSource(candidates: readonly Reading[]): Reading {
  const leastUs = rootShare * readTicks().busyUs;
  const found = candidates.find(({ busyUs }) => {
    try {
      return busyUs() >= leastUs;
    } catch {
      return false; // not mounted
    }
  });
  if (!found) throw new Error('/proc/stat tells nothing of the CPUs');
  return found;
}

function usageUs(cpuStat: string): number {
  return Number(/^usage_usec (\d+)$/m.exec(cpuStat)?.[1]);
}

/** The first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal, … in ticks. */
function readTicks(): { busyUs: number; stolenUs: number } {
  const [, all = ''] = /^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'utf8')) ?? [];
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = all.split(' ').map(Number);
  return { busyUs: (user + nice + system + irq + softirq) * tickUs, stolenUs: steal * tickUs };
}
