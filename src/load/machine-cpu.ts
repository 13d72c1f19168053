// The machine's CPU time: how much of it was worked, and how much the hypervisor took away.
import { readFileSync } from 'node:fs';

export interface MachineCpu {
  /** Worked by all processes since some moment in the past, by the kernel's ticks of 10 ms. */
  tickedUs: number;
  /** The same to the nanosecond; null where the kernel does not tell, or tells of a part of the machine only. */
  exactUs: number | null;
  /** By the hypervisor, of all ticks. */
  stolenTicks: number;
  allTicks: number;
}

const usPerTick = 10_000; // USER_HZ is 100 on every Linux
const exactUsage = '/sys/fs/cgroup/cpuacct/cpuacct.usage';

export function readMachineCpu(): MachineCpu {
  const stat = readFileSync('/proc/stat', 'utf8');
  // cpu  user nice system idle iowait irq softirq steal (guest times are in user's and nice's)
  const ticks = stat.slice(0, stat.indexOf('\n')).split(/\s+/).slice(1, 9).map(Number);
  const [, , , idle = 0, iowait = 0, , , stolenTicks = 0] = ticks;
  const allTicks = ticks.reduce((sum, part) => sum + part, 0);
  const tickedUs = (allTicks - idle - iowait - stolenTicks) * usPerTick;
  return { tickedUs, exactUs: readExactUs(tickedUs), stolenTicks, allTicks };
}

/** In a container the accounting is of the container alone, much less than what /proc/stat tells of the machine. */
function readExactUs(tickedUs: number): number | null {
  try {
    const us = Number(readFileSync(exactUsage, 'utf8')) / 1000;
    return us >= tickedUs / 2 ? us : null;
  } catch {
    return null;
  }
}

/** What was worked between two readings. */
export function busyUsBetween(earlier: MachineCpu, later: MachineCpu): number {
  if (earlier.exactUs !== null && later.exactUs !== null) return later.exactUs - earlier.exactUs;
  return later.tickedUs - earlier.tickedUs;
}

/** Null between two readings that no tick lies between. */
export function stolenShareBetween(earlier: MachineCpu, later: MachineCpu): number | null {
  const ticks = later.allTicks - earlier.allTicks;
  return ticks > 0 ? (later.stolenTicks - earlier.stolenTicks) / ticks : null;
}
