// How far a comparison is, and how long it still takes: one live line on a terminal, else a line now and then.
import type { Plan } from '../trials/plan.js';
import type { ExpectedTime } from '../trials/run-comparison.js';
import type { Observer } from '../trials/run-rounds.js';
import type { TrialPlan } from '../trials/run-trial.js';
import { duration } from './numbers.js';

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

type Planned = Pick<Plan, 'rounds' | 'roundMs'>;

export class Progress implements Observer {
  /** What has been done, as it was expected and as it came: their ratio corrects what is still expected. */
  private readonly done = { expectedMs: 0, tookMs: 0 };
  private current: { what: string; expectedMs: number; startedMs: number } | undefined;
  private round = 0;
  private leftInRoundMs = 0;
  private nextRoundMs: number;
  private countingLeftMs: number;
  private appendedMs = performance.now();
  private readonly startedMs = performance.now();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly plan: Planned,
    private readonly time: ExpectedTime,
    private readonly output: ProgressOutput,
  ) {
    this.nextRoundMs = plan.roundMs;
    this.countingLeftMs = time.countingMs;
    this.timer = setInterval(() => this.tick(), liveEveryMs);
  }

  countsSystemCalls({ cell }: TrialPlan): void {
    this.countingLeftMs = Math.max(0, this.time.countingMs - (performance.now() - this.startedMs));
    this.begin(`counting system calls · ${cellText(cell)}`, 0);
  }

  trialStarts({ cell, expectedMs }: TrialPlan, round: number): void {
    if (round !== this.round) this.leftInRoundMs = this.nextRoundMs;
    this.round = round;
    this.countingLeftMs = 0;
    this.begin(`round ${round} of ${this.roundsText()} · ${cellText(cell)}`, expectedMs);
  }

  trialEnded({ expectedMs }: TrialPlan, { tookMs }: { tookMs: number }): void {
    this.done.expectedMs += expectedMs;
    this.done.tookMs += tookMs;
    this.leftInRoundMs -= expectedMs;
    this.current = undefined;
  }

  queuedAgain({ expectedMs }: TrialPlan): void {
    this.leftInRoundMs += expectedMs;
  }

  roundEnded({ round }: { round: number }, next: readonly TrialPlan[]): void {
    this.nextRoundMs = next.reduce((sum, { expectedMs }) => sum + expectedMs, 0);
    this.leftInRoundMs = 0;
    if (this.output.columns === undefined) this.append(`round ${round} of ${this.roundsText()} done`);
  }

  /** Takes the live line away. */
  stop(): void {
    clearInterval(this.timer);
    if (this.output.columns !== undefined) this.output.write('\r\x1b[K');
  }

  private begin(what: string, expectedMs: number): void {
    this.current = { what, expectedMs, startedMs: performance.now() };
    this.tick();
  }

  private tick(): void {
    if (!this.current) return;
    if (this.output.columns !== undefined) this.replace(this.current.what);
    else if (performance.now() - this.appendedMs >= appendEveryMs) this.append(this.current.what);
  }

  private replace(what: string): void {
    const line = `${this.left()} · ${what}`;
    this.output.write(`\r${line.slice(0, (this.output.columns ?? 80) - 1)}\x1b[K`);
  }

  private append(what: string): void {
    this.appendedMs = performance.now();
    const isOver = this.nextRoundMs === 0 && this.leftInRoundMs === 0;
    this.output.write(`${what}${isOver ? '' : ` · ${this.left()}`}\n`);
  }

  private roundsText(): string {
    const { atLeast, atMost } = this.plan.rounds;
    return atLeast === atMost ? `${atMost}` : `at most ${atMost}`;
  }

  /** "42% · 3 min 5 s left"; "at most" where the rounds may end sooner. */
  private left(): string {
    const now = performance.now();
    const { atLeast, atMost } = this.plan.rounds;
    const pace = this.done.expectedMs === 0 ? 1 : this.done.tookMs / this.done.expectedMs;
    const running = this.current ? Math.min(now - this.current.startedMs, this.current.expectedMs * pace) : 0;
    const roundsMs = this.leftInRoundMs + (atMost - this.round) * this.nextRoundMs;
    const { budgetLeftMs } = this.time;
    const untilBudgetMs = budgetLeftMs === null ? Number.POSITIVE_INFINITY : this.startedMs + budgetLeftMs - now;
    const allRoundsMs = this.countingLeftMs + pace * roundsMs - running;
    const leftMs = Math.max(0, Math.min(allRoundsMs, untilBudgetMs));
    const doneMs = this.done.tookMs + running;
    const share = doneMs === 0 ? 0 : Math.round((100 * doneMs) / (doneMs + leftMs));
    return `${share}% · ${atLeast === atMost ? '' : 'at most '}${duration(leftMs)} left`;
  }
}
