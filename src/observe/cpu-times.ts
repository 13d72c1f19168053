// CPU time of the CPUs that count, as the kernel's files tell it. Pure.

export interface CpuTimes {
  /** User and system time, interrupts included. */
  busyUs: number;
  /** Taken by other virtual machines; 0 for ever where the hypervisor does not tell. */
  stolenUs: number;
}

const tickUs = 10_000; // USER_HZ is 100 on every architecture that Node runs on

/** Of these CPUs, from /proc/stat, in steps of 10 ms each. A CPU that is offline has no line. */
export function ticksOf(procStat: string, cpus: ReadonlySet<number>): CpuTimes {
  const sum = { busyUs: 0, stolenUs: 0 };
  for (const [cpu, times] of linesOf(procStat)) {
    if (!cpus.has(cpu)) continue;
    sum.busyUs += times.busyUs;
    sum.stolenUs += times.stolenUs;
  }
  return sum;
}

/** All CPUs that are online. */
export const onlineCpus = (procStat: string): number[] => linesOf(procStat).map(([cpu]) => cpu);

/** "cpu12 user nice system idle iowait irq softirq steal …", in ticks. */
function linesOf(procStat: string): [cpu: number, times: CpuTimes][] {
  return [...procStat.matchAll(/^cpu(\d+) (.*)$/gm)].map(([, cpu, times = '']) => {
    const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = times.split(' ').map(Number);
    return [Number(cpu), { busyUs: (user + nice + system + irq + softirq) * tickUs, stolenUs: steal * tickUs }];
  });
}

/** Of these CPUs, from cpuacct.usage_percpu: nanoseconds of each CPU that the machine could have, in a row. */
export function chargedUs(usagePerCpu: string, cpus: ReadonlySet<number>): number {
  const each = usagePerCpu.trim().split(/\s+/).map(Number);
  return each.reduce((sum, ns, cpu) => sum + (cpus.has(cpu) ? ns : 0), 0) / 1000;
}
