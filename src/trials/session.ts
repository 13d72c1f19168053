// A session's usual state: what the yardstick reads and what others do, learnt as it goes on. The yardstick is told, and
// no reason to discard anything: both of a pair run on the same machine.
import { percentile } from '../statistics/percentile.js';
import { Usual } from './usual.js';

export class Session {
  /** By CPU. */
  private readonly readings: number[][] = [];

  constructor(
    private readonly measure: () => number[],
    readonly others: Usual = new Usual(),
  ) {}

  /** The yardstick now, by CPU. */
  read(): number[] {
    const perCpuUs = this.measure();
    perCpuUs.forEach((us, cpu) => {
      const known = this.readings[cpu] ?? [];
      known.push(us);
      this.readings[cpu] = known;
    });
    return perCpuUs;
  }

  /** Of each CPU: the machine at its best. */
  get p10Us(): number[] {
    return this.at(0.1);
  }

  /** Of each CPU: what is usual. */
  get medianUs(): number[] {
    return this.at(0.5);
  }

  private at(share: number): number[] {
    return this.readings.map((known) => percentile(known, share) ?? 0);
  }
}
