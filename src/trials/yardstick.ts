// The yardstick: how fast each CPU does a fixed piece of serving now, to tell a slow or busy machine by.
import { addon } from '../addon/addon.cjs';

/**
 * Pieces of a millisecond, taken from each CPU in turn. One alone says little: on a virtual machine at rest 26 % of them
 * were above 1.15 × their p10, of means of four 5 %. And a program that takes the CPU does so for 3 ms at a time.
 */
const pieces = 4;
const pieceUs = 1000;

/** On a machine of 64, all of them would take a third of a second before and after each trial. */
const mostCpus = 4;

export interface Yardstick {
  /** Microseconds per round trip between two threads, for each CPU that was measured; more is slower. */
  perCpuUs: number[];
}

/** Of the CPUs that this process may use, spread over them; the same each time. */
export const measuredCpus = (usable: readonly number[]): number[] =>
  usable.filter(
    (_, i) => i === 0 || Math.floor((i * mostCpus) / usable.length) > Math.floor(((i - 1) * mostCpus) / usable.length),
  );

/** Blocks for about 5 ms for each of at most 4 CPUs. Throws where a CPU cannot be used. */
export function measureYardstick(): Yardstick {
  const cpus = measuredCpus(addon.processes.cpus());
  const sums = cpus.map(() => 0);
  for (let piece = 0; piece < pieces; piece++) {
    cpus.forEach((cpu, index) => {
      sums[index] = (sums[index] ?? 0) + addon.processes.yardstick(cpu, pieceUs);
    });
  }
  return { perCpuUs: sums.map((ns) => ns / pieces / 1000) };
}
