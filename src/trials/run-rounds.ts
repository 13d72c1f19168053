// The rounds: each a random order of all trials, one at a time, until they are done or interrupted.
import { randomNumbers, shuffled } from '../statistics/random.js';
import type { Plan } from './plan.js';
import type { Results, Trial } from './results.js';
import { runTrial, type TrialPlan } from './run-trial.js';
import type { Tools } from './tools.js';

export type Round = Results['rounds'][number];

/** Told as the rounds go on. */
export interface Observer {
  trialStarts(trial: TrialPlan, round: number): void;
  trialEnded(trial: TrialPlan, outcome: Trial): void;
  roundEnded(round: Round): void;
}

/** An interrupted round is dropped: its trials have no partners. */
export async function runRounds(plan: Plan, tools: Tools, signal: AbortSignal, observer: Observer): Promise<void> {
  const random = randomNumbers(plan.seed);
  for (let round = 1; round <= plan.rounds; round++) {
    const trials: Trial[] = [];
    for (const trial of shuffled(plan.trials, random)) {
      observer.trialStarts(trial, round);
      const outcome = await runTrial(trial, tools, signal);
      if (signal.aborted) return;
      trials.push(outcome);
      observer.trialEnded(trial, outcome);
    }
    observer.roundEnded({ round, trials });
  }
}
