// How far a comparison is, and how long it still takes: one live line on a terminal, else a line now and then.
import type { Plan } from '../trials/plan.js';
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

export class Progress implements Observer {
  private doneExpectedMs = 0;
  private doneMs = 0;
  private current: { trial: TrialPlan; round: number; startedMs: number } | undefined;
  private appendedMs = performance.now();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly plan: Pick<Plan, 'expectedMs' | 'rounds'>,
    private readonly output: ProgressOutput,
  ) {
    this.timer = setInterval(() => this.tick(), liveEveryMs);
  }

  trialStarts(trial: TrialPlan, round: number): void {
    this.current = { trial, round, startedMs: performance.now() };
    this.tick();
  }

  trialEnded({ expectedMs }: TrialPlan, { tookMs }: { tookMs: number }): void {
    this.doneExpectedMs += expectedMs;
    this.doneMs += tookMs;
    this.current = undefined;
  }

  roundEnded({ round }: { round: number }): void {
    if (this.output.columns === undefined) this.append(`round ${round} of ${this.plan.rounds} done`);
  }

  /** Takes the live line away. */
  stop(): void {
    clearInterval(this.timer);
    if (this.output.columns !== undefined) this.output.write('\r\x1b[K');
  }

  private tick(): void {
    if (!this.current) return;
    const { trial, round } = this.current;
    const what = `round ${round} of ${this.plan.rounds} · ${trial.cell.scenario} · ${trial.cell.model}`;
    if (this.output.columns !== undefined) this.replace(what);
    else if (performance.now() - this.appendedMs >= appendEveryMs) this.append(what);
  }

  private replace(what: string): void {
    const line = `${this.share()} · ${this.left()} left · ${what}`;
    this.output.write(`\r${line.slice(0, (this.output.columns ?? 80) - 1)}\x1b[K`);
  }

  private append(what: string): void {
    this.appendedMs = performance.now();
    const left = this.share() === '100%' ? '' : ` · ${this.left()} left`;
    this.output.write(`${what} · ${this.share()}${left}\n`);
  }

  private share(): string {
    return `${Math.round((100 * this.doneExpectedMs) / this.plan.expectedMs)}%`;
  }

  /** The plan's rest, corrected by how the plan has held so far. */
  private left(): string {
    const pace = this.doneExpectedMs === 0 ? 1 : this.doneMs / this.doneExpectedMs;
    const running = this.current ? performance.now() - this.current.startedMs : 0;
    const currentMs = Math.min(running, (this.current?.trial.expectedMs ?? 0) * pace);
    return duration((this.plan.expectedMs - this.doneExpectedMs) * pace - currentMs);
  }
}
