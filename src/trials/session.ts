// A session's undisturbed state: what the yardstick reads when nothing disturbs, learnt as the session goes on.
import { percentile } from '../statistics/percentile.js';

/** A slow reading is taken again so often: a moment's delay is over by then, a slow or busy machine is not. */
const readingsAgain = 2;

/** A reading above this multiple of the session's p10 is of a disturbed machine. */
const slowFactor = 1.15;

export class Session {
  /** All readings so far, by CPU. */
  private readonly readings: number[][] = [];

  constructor(private readonly measure: () => number[]) {}

  /** The yardstick now, and whether any CPU is slow, against all that was read so far. */
  read(): { perCpuUs: number[]; isSlow: boolean } {
    let perCpuUs = this.measure();
    let isSlow = this.isSlow(perCpuUs);
    for (let again = 0; isSlow && again < readingsAgain; again++) {
      perCpuUs = this.measure();
      isSlow = this.isSlow(perCpuUs);
    }
    return { perCpuUs, isSlow };
  }

  private isSlow(perCpuUs: readonly number[]): boolean {
    perCpuUs.forEach((us, cpu) => {
      const known = this.readings[cpu] ?? [];
      known.push(us);
      this.readings[cpu] = known;
    });
    const p10 = this.p10Us;
    return perCpuUs.some((us, cpu) => us > slowFactor * (p10[cpu] ?? Number.POSITIVE_INFINITY));
  }

  /** Of each CPU: what counts as undisturbed. */
  get p10Us(): number[] {
    return this.readings.map((known) => percentile(known, 0.1) ?? 0);
  }
}
