// How far the bench is and how long it still takes: one live line on a terminal, else a line whenever something is settled.
import type { Block } from '../../src/experiment/design.js';
import type { ExperimentProgress } from '../../src/experiment/run-experiment.js';
import { type Standing, standingOf } from '../../src/experiment/standing.js';
import { duration } from '../../src/reports/numbers.js';
import { type BenchDesign, benchDesign, type Side } from './design.js';
import type { BenchResults, BenchTrial } from './results.js';
import { type BenchObserver, measurableOf } from './run-bench.js';
import type { Task } from './task.js';

export interface ProgressOutput {
  write(text: string): unknown;
  columns?: number | undefined;
}

/** What a pair takes as a rule: some are decided after 3, few need all 29. */
const usualBlocks = 13;

export class Progress implements BenchObserver {
  private settled = 0;

  constructor(
    private readonly tasks: readonly Task[],
    private readonly results: BenchResults,
    private readonly output: ProgressOutput,
  ) {}

  /** The whole of it, before it starts; beside the first block of each it never passes the budget by more than a block. */
  plan(): string {
    const { budgetMs, blocks } = this.results;
    const each = blocks === null ? 'blocks of each pair in turn until it is decided' : `${blocks} blocks of each pair`;
    return `${each}: about ${duration(this.leftMs())}, at most ${duration(budgetMs)}\n`;
  }

  trialStarts({ task, arm }: Side, { block }: { block: number }): void {
    if (this.output.columns === undefined) return;
    const what = task.kind === 'check' ? task.name : `${task.name} · block ${block}, ${arm}`;
    this.output.write(`\r${`${this.state()} · ${what}`.slice(0, (this.output.columns || 80) - 1)}\x1b[K`);
  }

  blockEnded({ table }: Pick<Block<BenchTrial>, 'table'>, { decided, of }: ExperimentProgress): void {
    const standings = this.standings();
    const settled = standings.filter(({ isOpen }) => !isOpen).length;
    if (this.output.columns === undefined && settled !== this.settled) {
      this.output.write(`${decided} of ${of} pairs decided · about ${duration(this.leftMs())} left · ${table}\n`);
    }
    this.settled = settled;
  }

  /** Takes the live line away. */
  stop(): void {
    if (this.output.columns !== undefined) this.output.write('\r\x1b[K');
  }

  private state(): string {
    const compared = this.standings().filter(({ table }) => table.isCompared);
    const decided = compared.filter(({ rows }) => rows.every(({ isDecided }) => isDecided)).length;
    return `${decided} of ${compared.length} pairs decided · about ${duration(this.leftMs())} left`;
  }

  private standings(): Standing<Side>[] {
    const design = this.design();
    return design.tables.map((table) => standingOf(table, this.results.measured, design));
  }

  private design(): BenchDesign {
    return benchDesign(measurableOf(this.tasks, this.results), this.results, AbortSignal.abort());
  }

  private leftMs(): number {
    const { blocks: exactly, budgetMs, spentMs } = this.results;
    const needed = this.standings().reduce((sum, { table, blocks, isOpen }) => {
      if (!isOpen) return sum;
      const blockMs = table.arms.reduce((total, { expectedMs }) => total + expectedMs, 0);
      return sum + Math.max(1, (table.blocks ?? exactly ?? usualBlocks) - blocks) * blockMs;
    }, 0);
    return Math.max(0, Math.min(budgetMs - spentMs, needed));
  }
}
