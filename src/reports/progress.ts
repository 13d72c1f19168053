// How far a comparison is, in rows decided and in time left: one live line on a terminal, else a line now and then.
import type { ExperimentProgress } from '../experiment/run-experiment.js';
import type { Plan } from '../trials/plan.js';
import type { ExpectedTime } from '../trials/run-comparison.js';
import type { TrialPlan } from '../trials/run-trial.js';
import { counted, duration } from './numbers.js';

/** Where progress is written; `columns` is undefined where it is no terminal. */
export interface ProgressOutput {
  write(text: string): unknown;
  columns: number | undefined;
}

const liveEveryMs = 1000;
const appendEveryMs = 10_000;

/** "ping-pong · epoll", "logging · epoll · json", "ping-pong · epoll · autocannon". */
function cellText({ scenario, model, row, role, client }: TrialPlan['cell']): string {
  const isVariant = row !== model && role !== 'control';
  return [scenario, ...(isVariant ? [model] : []), row, ...(client === 'native' ? [] : [client])].join(' · ');
}

type Planned = Pick<Plan, 'blocks' | 'blocksMs'>;

/** A line that is cut to less says nothing; a terminal of 0 columns is one whose size nobody knows. */
const usualColumns = 80;

export class Progress {
  /** What has been done, as it was expected and as it came: their ratio corrects what is still expected. */
  private readonly done = { expectedMs: 0, tookMs: 0 };
  private current: { what: string; expectedMs: number; startedMs: number } | undefined;
  private rows: ExperimentProgress = { decided: 0, of: 0 };
  private appendedMs: number;
  /** It never falls, also where the rest turns out to take longer than was expected. */
  private percent = 0;
  private readonly startedMs: number;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly plan: Planned,
    private readonly time: ExpectedTime,
    private readonly output: ProgressOutput,
    /** In ms, from anywhere. */
    private readonly now: () => number = () => performance.now(),
  ) {
    this.startedMs = now();
    this.appendedMs = this.startedMs;
    this.timer = setInterval(() => this.tick(), liveEveryMs);
  }

  countsSystemCalls({ cell }: TrialPlan): void {
    this.begin(`counting system calls · ${cellText(cell)}`, 0);
  }

  blockStarts(_: unknown, rows: ExperimentProgress): void {
    this.rows = rows;
  }

  trialStarts({ cell, expectedMs }: TrialPlan, { block }: { block: number }): void {
    this.begin(`${this.rowsText()}block ${block} · ${cellText(cell)}`, expectedMs);
  }

  trialEnded({ expectedMs }: TrialPlan, { tookMs }: { tookMs: number }): void {
    this.done.expectedMs += expectedMs;
    this.done.tookMs += tookMs;
    this.current = undefined;
  }

  queuedAgain({ expectedMs }: TrialPlan): void {
    this.done.expectedMs -= expectedMs;
  }

  blockEnded({ table, block }: { table: string; block: number }, rows: ExperimentProgress): void {
    this.rows = rows;
    if (this.output.columns === undefined) this.append(`${this.rowsText()}${table} block ${block} done`);
  }

  /** Takes the live line away. */
  stop(): void {
    clearInterval(this.timer);
    if (this.output.columns !== undefined) this.output.write('\r\x1b[K');
  }

  /** "11 of 16 rows decided · "; nothing where no row may be. */
  private rowsText(): string {
    const { decided, of } = this.rows;
    return of === 0 ? '' : `${decided} of ${counted(of, 'row')} decided · `;
  }

  private begin(what: string, expectedMs: number): void {
    this.current = { what, expectedMs, startedMs: this.now() };
    this.tick();
  }

  private tick(): void {
    if (!this.current) return;
    if (this.output.columns !== undefined) this.replace(this.current.what);
    else if (this.now() - this.appendedMs >= appendEveryMs) this.append(this.current.what);
  }

  private replace(what: string): void {
    const line = `${this.left()} · ${what}`;
    this.output.write(`\r${line.slice(0, (this.output.columns || usualColumns) - 1)}\x1b[K`);
  }

  private append(what: string): void {
    this.appendedMs = this.now();
    this.output.write(`${what} · ${this.left()}\n`);
  }

  /** "42% · 3 min 5 s left". With a budget, all of it is used unless every row is decided before. */
  private left(): string {
    const now = this.now();
    const { budgetLeftMs, countingMs } = this.time;
    const sinceMs = now - this.startedMs;
    const withinMs = budgetLeftMs === null ? Number.POSITIVE_INFINITY : budgetLeftMs - sinceMs;
    const isOpenEnd = this.plan.blocks.exactly === null && budgetLeftMs !== null;
    const leftMs = Math.max(0, isOpenEnd ? withinMs : Math.min(withinMs, this.untilLastBlock(now)));
    const wholeMs = Math.max(1, sinceMs + leftMs + (this.current ? 0 : countingMs));
    this.percent = Math.max(this.percent, Math.floor((100 * sinceMs) / wholeMs));
    return `${this.percent}% · ${duration(leftMs)} left`;
  }

  private untilLastBlock(now: number): number {
    const { blocks, blocksMs } = this.plan;
    const pace = this.done.expectedMs <= 0 ? 1 : this.done.tookMs / this.done.expectedMs;
    const running = this.current ? Math.min(now - this.current.startedMs, this.current.expectedMs * pace) : 0;
    return pace * ((blocks.exactly ?? blocks.atMost) * blocksMs - Math.max(0, this.done.expectedMs)) - running;
  }
}
