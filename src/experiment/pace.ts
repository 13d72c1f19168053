// How long trials take: what was expected of each, corrected by what it took here.
import type { Arm, Block, Design, Reading } from './design.js';

export class Pace<Task, Trial> {
  private readonly took = new Map<string, number[]>();
  private expectedMs = 0;
  private tookMs = 0;

  constructor(
    private readonly design: Pick<Design<Task, Trial>, 'armOf' | 'tables'> & { read(trial: Trial): Reading },
  ) {}

  /** Those of earlier sessions, too. */
  add({ table, trials }: Block<Trial>): void {
    const arms = this.design.tables.find(({ key }) => key === table)?.arms ?? [];
    for (const trial of trials) {
      const key = this.design.armOf(trial);
      const { tookMs } = this.design.read(trial);
      this.tookMs += tookMs;
      this.expectedMs += arms.find((arm) => arm.key === key)?.expectedMs ?? tookMs;
      const known = this.took.get(`${table} ${key}`) ?? [];
      this.took.set(`${table} ${key}`, [...known, tookMs]);
    }
  }

  /** Of arms that have run: their mean; of others what was expected, by what all took of what was expected of them. */
  of(table: string, arms: readonly Arm<Task>[]): number {
    const factor = this.expectedMs === 0 ? 1 : this.tookMs / this.expectedMs;
    return arms.reduce((sum, { key, expectedMs }) => {
      const known = this.took.get(`${table} ${key}`);
      return sum + (known ? known.reduce((total, ms) => total + ms, 0) / known.length : factor * expectedMs);
    }, 0);
  }
}
