// A session's usual state: what the yardstick mostly reads on this machine, learnt as the session goes on.
import { percentile } from '../statistics/percentile.js';

/** A slow reading is taken again so often: a moment's delay is over by then, a slow or busy machine is not. */
const readingsAgain = 2;

/** A reading above this multiple of the session's median is of a disturbed machine (docs/decisions/0016). */
const slowFactor = 1.15;

export class Session {
  /** What was read first each time, by CPU: a repetition of a slow reading would make slowness the usual. */
  private readonly readings: number[][] = [];

  constructor(private readonly measure: () => number[]) {}

  /** The yardstick now, and whether any CPU is slow, against all that was read so far. */
  read(): { perCpuUs: number[]; isSlow: boolean } {
    let perCpuUs = this.measure();
    this.remember(perCpuUs);
    for (let again = 0; this.isSlow(perCpuUs) && again < readingsAgain; again++) perCpuUs = this.measure();
    return { perCpuUs, isSlow: this.isSlow(perCpuUs) };
  }

  private remember(perCpuUs: readonly number[]): void {
    perCpuUs.forEach((us, cpu) => {
      const known = this.readings[cpu] ?? [];
      known.push(us);
      this.readings[cpu] = known;
    });
  }

  private isSlow(perCpuUs: readonly number[]): boolean {
    const usual = this.medianUs;
    return perCpuUs.some((us, cpu) => us > slowFactor * (usual[cpu] ?? Number.POSITIVE_INFINITY));
  }

  /** Of each CPU: the machine at its best. */
  get p10Us(): number[] {
    return this.at(0.1);
  }

  /** Of each CPU: what counts as usual. */
  get medianUs(): number[] {
    return this.at(0.5);
  }

  private at(share: number): number[] {
    return this.readings.map((known) => percentile(known, share) ?? 0);
  }
}
