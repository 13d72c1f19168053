// How far the bench is and how long it still takes: one live line on a terminal, else a line per task.
import { duration } from '../../src/reports/numbers.js';
import type { BenchResults } from './results.js';
import { expectedMs } from './run-tasks.js';
import type { Task } from './task.js';

export interface ProgressOutput {
  write(text: string): unknown;
  columns?: number | undefined;
}

/** What a pair takes as a rule; some are decided after 10, few need them all. */
const usualRounds = 20;

export class Progress {
  constructor(
    private readonly tasks: readonly Task[],
    private readonly results: BenchResults,
    private readonly output: ProgressOutput,
  ) {}

  /** The whole of it, before it starts; it never takes longer than the budget by more than a round. */
  plan(): string {
    const { budgetMs, rounds } = this.results;
    const each = rounds === null ? 'rounds until decided, from 10 of each pair' : `${rounds} rounds of each pair`;
    return `${each}: about ${duration(this.leftMs(0, 0))}, at most ${duration(budgetMs)}\n`;
  }

  starts(task: Task, round: number): void {
    const index = this.tasks.indexOf(task);
    const what = `${index + 1} of ${this.tasks.length} · ${task.name}`;
    const line = `about ${duration(this.leftMs(index, round - 1))} left · ${what} · round ${round}`;
    if (this.output.columns !== undefined) {
      this.output.write(`\r${line.slice(0, this.output.columns - 1)}\x1b[K`);
    } else if (round === 1) this.output.write(`${line}\n`);
  }

  /** Takes the live line away. */
  stop(): void {
    if (this.output.columns !== undefined) this.output.write('\r\x1b[K');
  }

  private leftMs(index: number, roundsDone: number): number {
    const { rounds, budgetMs, spentMs } = this.results;
    const [current, ...later] = this.tasks.slice(index);
    const each = rounds ?? usualRounds;
    const currentMs = current ? expectedMs([current], Math.max(1, each - roundsDone)) : 0;
    return Math.max(0, Math.min(budgetMs - spentMs, currentMs + expectedMs(later, each)));
  }
}
