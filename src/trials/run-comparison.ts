// A comparison from its request to its results: check, plan, rounds; what is finished is on disk after each round.
import { type CheckedModel, checkModels } from './check-models.js';
import { newResults } from './new-results.js';
import { type Plan, planOf, type Request } from './plan.js';
import { isSameCell, type Results } from './results.js';
import { type Observer, runRounds } from './run-rounds.js';
import type { Tools } from './tools.js';

/** Told as the comparison goes on. */
export interface ComparisonObserver extends Observer {
  checks(request: Request): void;
  checked(models: readonly CheckedModel[]): void;
  planned(plan: Plan): void;
}

export interface ComparisonOptions {
  tools: Tools;
  commandLine: readonly string[];
  /** Interrupts: finished rounds are kept. */
  signal: AbortSignal;
  observer: ComparisonObserver;
  save(results: Results): void;
}

/** Undefined when it was interrupted before there was a plan. */
export async function runComparison(request: Request, options: ComparisonOptions): Promise<Results | undefined> {
  const { tools, commandLine, signal, observer, save } = options;
  observer.checks(request);
  const checked = await checkModels(request.models, request.counts, tools, signal);
  if (signal.aborted) return undefined;
  observer.checked(checked);
  const plan = planOf(request, checked);
  observer.planned(plan);

  const results = newResults(plan, commandLine);
  const startedMs = performance.now();
  const saveNow = () => {
    results.duration.tookMs = Math.round(performance.now() - startedMs);
    save(results);
  };
  await runRounds(plan, tools, signal, {
    ...observer,
    roundEnded(round) {
      results.rounds.push(round);
      saveNow();
      observer.roundEnded(round);
    },
  });
  results.interrupted = signal.aborted;
  saveNow();
  return results;
}

/** The possible cells that no round measured. */
export const neverMeasured = ({ cells, rounds }: Results): Results['cells'] =>
  cells.filter(
    (cell) =>
      cell.impossible === null &&
      !rounds.some(({ trials }) => trials.some((trial) => trial.measured !== null && isSameCell(trial, cell))),
  );
