// The CPUs that count: those that a measurement may use, by affinity (taskset, cpuset), of all that the machine has.
import { addon } from '../addon/addon.cjs';

/** By number, of this process and of those given; who has gone has none. */
export const cpusOf = (pids: readonly number[] = []): ReadonlySet<number> =>
  new Set([...addon.processes.cpus(), ...pids.flatMap((pid) => addon.processes.cpus(pid))]);
