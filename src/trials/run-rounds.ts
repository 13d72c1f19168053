// The rounds: each a random order of the trials that are still needed, until all is precise, or time or rounds run out.
import { randomNumbers, shuffled } from '../statistics/random.js';
import type { Plan } from './plan.js';
import type { Results } from './results.js';
import type { TrialPlan } from './run-trial.js';
import type { Trial } from './trial-result.js';
import { unsettled } from './unsettled.js';

export type Round = Results['rounds'][number];

/** Told as the rounds go on. */
export interface Observer {
  trialStarts(trial: TrialPlan, round: number): void;
  trialEnded(trial: TrialPlan, outcome: Trial): void;
  /** A disturbed trial will be run again, later in its round. */
  queuedAgain(trial: TrialPlan): void;
  /** `next`: the trials of the next round; empty when there is none. */
  roundEnded(round: Round, next: readonly TrialPlan[]): void;
}

export interface Running {
  run(trial: TrialPlan, attempt: number): Promise<Trial>;
  signal: AbortSignal;
  /** When the comparison began: its budget counts from there. */
  startedMs: number;
}

/** A disturbed trial is run again twice, then it stays disturbed. */
const mostAttempts = 3;

/** Each round has a random order of its own, so that a resumed comparison goes on as it would have. */
const orderOf = (seed: number, round: number) => randomNumbers(seed + 7919 * round);

/** Pushes to `rounds`, which may hold some already. An interrupted round is dropped: its trials have no partners. */
export async function runRounds(
  plan: Plan,
  rounds: Round[],
  running: Running,
  observer: Observer,
): Promise<Results['ended']> {
  let trials = unsettled(plan, rounds);
  let pace = 1; // what the slowest round so far took of what was expected
  for (;;) {
    const ended = whyEnded(plan, rounds, trials, running, pace);
    if (ended !== undefined) return ended;
    const startedMs = performance.now();
    const round = await runRound(plan, rounds.length + 1, trials, running, observer);
    if (round === undefined) return 'interrupted';
    pace = Math.max(pace, (performance.now() - startedMs) / expectedMs(trials));
    rounds.push(round);
    trials = unsettled(plan, rounds);
    observer.roundEnded(round, whyEnded(plan, rounds, trials, running, pace) === undefined ? trials : []);
  }
}

const expectedMs = (trials: readonly TrialPlan[]): number => trials.reduce((sum, trial) => sum + trial.expectedMs, 0);

function whyEnded(
  plan: Plan,
  rounds: readonly Round[],
  trials: readonly TrialPlan[],
  { startedMs, signal }: Running,
  pace: number,
): Results['ended'] | undefined {
  if (signal.aborted) return 'interrupted';
  const { atLeast, atMost } = plan.rounds;
  if (atLeast === atMost && rounds.length >= atMost) return 'rounds';
  if (trials.length === 0) return 'precise';
  if (rounds.length >= atMost) return 'rounds';
  const endMs = performance.now() - startedMs + pace * expectedMs(trials);
  if (plan.budgetMs !== null && rounds.length > 0 && endMs > plan.budgetMs) return 'budget';
  return undefined;
}

async function runRound(
  plan: Plan,
  number: number,
  trials: readonly TrialPlan[],
  running: Running,
  observer: Observer,
): Promise<Round | undefined> {
  const queue = shuffled(trials, orderOf(plan.seed, number)).map((trial) => ({ trial, attempt: 1 }));
  const done: Trial[] = [];
  const isTimeFor = (rest: readonly TrialPlan[]) =>
    plan.budgetMs === null || performance.now() - running.startedMs + expectedMs(rest) < plan.budgetMs;
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { trial, attempt } = next;
    observer.trialStarts(trial, number);
    const outcome = await running.run(trial, attempt);
    if (running.signal.aborted) return undefined;
    observer.trialEnded(trial, outcome);
    if (
      outcome.quality?.isDisturbed &&
      attempt < mostAttempts &&
      isTimeFor([trial, ...queue.map((each) => each.trial)])
    ) {
      queue.push({ trial, attempt: attempt + 1 });
      observer.queuedAgain(trial);
    } else {
      done.push(outcome);
    }
  }
  return { round: number, trials: done };
}
