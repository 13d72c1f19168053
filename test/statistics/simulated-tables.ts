// Tables as they are measured, made up: all rows of a block share its two baselines, and now and then a trial is lost.
import { type DecidedTable, decide, isDecided, type Verdict } from '../../src/statistics/deciding.js';
import { mostUsualBlocks } from '../../src/statistics/looks.js';
import { type Noise, repeat } from './noise.js';

export interface Synthetic {
  /** ln(row / baseline), one for each row. */
  effects: readonly number[];
  noise: Noise;
  /** Standard deviation of a block's ln(row / reference), as one sees it. */
  pairedDeviation: number;
}

const lostShare = 0.05;

/** The reference is the mean of two: a ratio to it scatters by √1.5 of what one trial does. */
const perTrial = 1 / Math.sqrt(1.5);

export class SimulatedTable {
  blockCount = 0;
  private readonly rows: { name: string; logRatios: number[]; isOpen: boolean }[];
  private readonly control: number[] = [];

  constructor(
    private readonly shape: Synthetic,
    private readonly random: () => number,
  ) {
    this.rows = repeat(shape.effects.length, (i) => ({ name: String(i), logRatios: [], isOpen: true }));
  }

  /** With those rows that are not decided yet, or with all. */
  addBlock(only: 'open' | 'all'): void {
    this.blockCount++;
    const references = [this.trial(0), this.trial(0)];
    const [first, second] = references;
    if (first !== undefined && second !== undefined) this.control.push(second - first);
    const known = references.filter((value) => value !== undefined);
    const reference = known.reduce((sum, value) => sum + value, 0) / known.length;
    this.rows.forEach(({ logRatios, isOpen }, i) => {
      if (only === 'open' && !isOpen) return;
      const value = this.trial(this.shape.effects[i] ?? 0);
      if (value !== undefined && known.length > 0) logRatios.push(value - reference);
    });
  }

  judge(): DecidedTable {
    const decided = decide({ rows: this.rows, control: this.control });
    decided.rows.forEach(({ verdict }, i) => {
      const row = this.rows[i];
      if (row) row.isOpen = !isDecided(verdict);
    });
    return decided;
  }

  logRatios(): number[][] {
    return this.rows.map(({ logRatios }) => logRatios);
  }

  get hasOpenRows(): boolean {
    return this.rows.some(({ isOpen }) => isOpen);
  }

  private trial(effect: number): number | undefined {
    const { noise, pairedDeviation } = this.shape;
    const value = effect + perTrial * pairedDeviation * noise(this.random);
    return this.random() < lostShare ? undefined : value;
  }
}

/** Decided rows leave, until none is left, or the plan has no more blocks. */
export function runToEnd(table: SimulatedTable, afterBlock: (verdicts: Verdict[]) => void = () => {}): void {
  while (table.hasOpenRows && table.blockCount < mostUsualBlocks) {
    table.addBlock('open');
    afterBlock(table.judge().rows.map(({ verdict }) => verdict));
  }
}
