// How much CPU time everything on some of this machine's CPUs has used, and how much was stolen from them by other
// virtual machines.
import { readFileSync } from 'node:fs';
import { type CpuTimes, chargedUs, onlineCpus, ticksOf } from './cpu-times.js';

/**
 * Where `busyUs` comes from, the most exact first.
 * - cpuacct: the root of the cgroup v1 controller; every nanosecond that a thread ran is charged to it. A thread that
 *   runs on is charged at the kernel's next tick (4 ms where CONFIG_HZ is 250), as it is in its own clock.
 * - cgroup2: the root of cgroup v2; what the kernel saw running at its ticks, so only right over many of them. It tells
 *   of all CPUs together, and is of no use where some do not count.
 * - ticks: /proc/stat, the same rounded to 10 ms.
 */
export type MachineLoadSource = 'cpuacct' | 'cgroup2' | 'ticks';

export interface MachineLoad extends CpuTimes {
  atMs: number;
  source: MachineLoadSource;
  /** How many CPUs these are; and whether they are all of the machine. */
  cpus: number;
  isWhole: boolean;
}

interface Reading {
  source: MachineLoadSource;
  busyUs(cpus: ReadonlySet<number>): number;
}

/** A folder of a cgroup that is not the root misses what runs beside it; ticks and charges differ by less than this. */
const rootShare = 0.8;

const sources: readonly Reading[] = [
  {
    source: 'cpuacct',
    busyUs: (cpus) => chargedUs(readFileSync('/sys/fs/cgroup/cpuacct/cpuacct.usage_percpu', 'utf8'), cpus),
  },
  { source: 'cgroup2', busyUs: (cpus) => usageUs(cpus) },
  { source: 'ticks', busyUs: (cpus) => ticksOf(readStat(), cpus).busyUs },
];

/** Reads the time since boot, of these CPUs. Throws where /proc/stat cannot be read. */
export function machineLoadOf(cpus: ReadonlySet<number>): () => MachineLoad {
  const { source, busyUs } = chooseSource(cpus);
  const isWhole = isWholeMachine(cpus);
  return () => ({
    atMs: performance.now(),
    busyUs: busyUs(cpus),
    stolenUs: ticksOf(readStat(), cpus).stolenUs,
    source,
    cpus: cpus.size,
    isWhole,
  });
}

/** The first that is there and tells of the whole machine. */
function chooseSource(cpus: ReadonlySet<number>): Reading {
  const leastUs = rootShare * ticksOf(readStat(), cpus).busyUs;
  const found = sources.find(({ busyUs }) => {
    try {
      return busyUs(cpus) >= leastUs;
    } catch {
      return false; // not mounted, or not of these CPUs alone
    }
  });
  if (!found) throw new Error('/proc/stat tells nothing of the CPUs');
  return found;
}

function usageUs(cpus: ReadonlySet<number>): number {
  if (!isWholeMachine(cpus)) throw new Error('it tells of all CPUs together');
  return Number(/^usage_usec (\d+)$/m.exec(readFileSync('/sys/fs/cgroup/cpu.stat', 'utf8'))?.[1]);
}

const isWholeMachine = (cpus: ReadonlySet<number>): boolean => onlineCpus(readStat()).every((cpu) => cpus.has(cpu));

const readStat = (): string => readFileSync('/proc/stat', 'utf8');
