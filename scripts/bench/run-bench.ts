// Runs what is missing of the bench: what lacks something is said, all else goes block by block, saved after each.
import { type ExperimentObserver, runExperiment } from '../../src/experiment/run-experiment.js';
import { benchDesign, type Side } from './design.js';
import type { BenchResults, BenchTrial } from './results.js';
import { NotMeasured, type Task } from './task.js';

export type BenchObserver = Pick<ExperimentObserver<Side, BenchTrial>, 'blockEnded' | 'trialStarts'>;

export interface Bench {
  signal: AbortSignal;
  observer: BenchObserver;
  /** After each block, with `results` as they are now. */
  save(results: BenchResults): void;
}

/** Adds to `results` what is missing in it; the time of earlier sessions counts. What was lacking is asked for again. */
export async function runBench(
  tasks: readonly Task[],
  results: BenchResults,
  { signal, observer, save }: Bench,
): Promise<void> {
  const startedMs = performance.now() - results.spentMs;
  results.notMeasured = tasks.flatMap((task) => lacking(task) ?? []);
  results.ended = 'interrupted';
  const saveNow = () => {
    results.spentMs = performance.now() - startedMs;
    save(results);
  };
  saveNow();
  const measurable = measurableOf(tasks, results);
  results.ended = await runExperiment(
    benchDesign(measurable, results, signal),
    results.measured,
    { signal, startedMs },
    {
      blockStarts() {},
      trialEnded() {},
      queuedAgain() {},
      trialStarts: (...told) => observer.trialStarts(...told),
      blockEnded(...told) {
        saveNow();
        observer.blockEnded(...told);
      },
    },
  );
  saveNow();
}

export const measurableOf = (tasks: readonly Task[], { notMeasured }: Pick<BenchResults, 'notMeasured'>): Task[] =>
  tasks.filter((task) => !notMeasured.some(({ name }) => name === task.name));

function lacking({ name, needs }: Task): BenchResults['notMeasured'][number] | undefined {
  try {
    needs?.();
    return undefined;
  } catch (error) {
    if (!(error instanceof NotMeasured)) throw error;
    return { name, reason: error.message };
  }
}
