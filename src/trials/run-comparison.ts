// A comparison from its request to its results: check, calibration, system calls, rounds; each round is saved at its end.
import { setTimeout as delay } from 'node:timers/promises';
import { measureCeilings } from './ceilings.js';
import { type CheckedModel, checkModels } from './check-models.js';
import { countAll, expectedCountingMs } from './count-system-calls.js';
import { newResults } from './new-results.js';
import { type Plan, planOf, type Request } from './plan.js';
import { isSameCell, type Results } from './results.js';
import { type Observer, runRounds } from './run-rounds.js';
import { runTrial, type TrialPlan } from './run-trial.js';
import { Session } from './session.js';
import type { Tools } from './tools.js';
import { measureYardstick } from './yardstick.js';

/** How long a comparison takes from its plan on, at least and at most. */
export interface ExpectedTime {
  countingMs: number;
  atLeastMs: number;
  atMostMs: number;
  /** What is left of the budget; null: there is none. */
  budgetLeftMs: number | null;
}

/** Told as the comparison goes on. */
export interface ComparisonObserver extends Observer {
  checks(request: Request): void;
  checked(models: readonly CheckedModel[]): void;
  calibrates(): void;
  planned(plan: Plan, time: ExpectedTime): void;
  countsSystemCalls(trial: TrialPlan): void;
}

/** Says nothing; to be spread where only some of it is wanted. */
export const silentObserver: ComparisonObserver = {
  checks() {},
  checked() {},
  calibrates() {},
  planned() {},
  countsSystemCalls() {},
  trialStarts() {},
  trialEnded() {},
  queuedAgain() {},
  roundEnded() {},
};

export interface ComparisonOptions {
  tools: Tools;
  commandLine: readonly string[];
  /** Interrupts: finished rounds are kept. */
  signal: AbortSignal;
  observer: ComparisonObserver;
  /** Goes on from here: its rounds and its system calls are kept. */
  before?: Results | undefined;
  save(results: Results): void;
}

/** Readings of the yardstick before the first trial, so that its median means something from the start. */
const firstReadings = { count: 20, pauseMs: 5 };

/** Undefined when it was interrupted before there was a plan. */
export async function runComparison(request: Request, options: ComparisonOptions): Promise<Results | undefined> {
  const { tools, commandLine, signal, observer, before, save } = options;
  const startedMs = performance.now();
  observer.checks(request);
  const checked = await checkModels(request, tools, signal);
  observer.checked(checked);
  observer.calibrates();
  const ceilings = await measureCeilings(request, tools, signal);
  if (signal.aborted) return undefined;
  const plan = planOf(request, checked, ceilings);
  const time = expectedTime(plan, performance.now() - startedMs);
  observer.planned(plan, time);
  const results = before ?? newResults(plan, { commandLine, plannedMs: time.atLeastMs });
  if (request.countsSystemCalls) {
    results.systemCalls = await countAll(plan, tools, signal, (trial) => observer.countsSystemCalls(trial));
  }
  const session = new Session(() => measureYardstick().perCpuUs);
  for (let i = 0; i < firstReadings.count && !signal.aborted; i++) {
    session.read();
    await delay(firstReadings.pauseMs);
  }
  const tookBeforeMs = results.duration.tookMs;
  const roundsBefore = results.rounds.length;
  const saveNow = () => {
    results.duration.tookMs = tookBeforeMs + Math.round(performance.now() - startedMs);
    results.yardstickP10Us = session.p10Us;
    results.yardstickMedianUs = session.medianUs;
    save(results);
  };
  const run = (trial: TrialPlan, attempt: number) => runTrial(trial, attempt, { tools, session, signal });
  results.ended = await runRounds(
    plan,
    results.rounds,
    { run, signal, startedMs },
    {
      ...observer,
      roundEnded(round, next) {
        saveNow();
        observer.roundEnded(round, next);
      },
    },
  );
  if (results.rounds.length > roundsBefore) saveNow();
  return results;
}

/** A budget caps the rounds, but for the first. */
function expectedTime(plan: Plan, spentMs: number): ExpectedTime {
  const { rounds, roundMs, budgetMs, countsSystemCalls } = plan;
  const countingMs = countsSystemCalls ? expectedCountingMs(plan) : 0;
  const capped = (count: number) => {
    const wholeMs = spentMs + countingMs + count * roundMs;
    return Math.max(Math.min(wholeMs, budgetMs ?? wholeMs), spentMs + countingMs + roundMs) - spentMs;
  };
  const budgetLeftMs = budgetMs === null ? null : budgetMs - spentMs;
  return { countingMs, atLeastMs: capped(rounds.atLeast), atMostMs: capped(rounds.atMost), budgetLeftMs };
}

/** The possible cells that no round measured. */
export const neverMeasured = ({ cells, rounds }: Results): Results['cells'] =>
  cells.filter(
    (cell) =>
      cell.impossible === null &&
      !rounds.some(({ trials }) => trials.some((trial) => trial.measured !== null && isSameCell(trial, cell))),
  );
