// Tasks that measure nothing: their figures come from the test.
import { type BenchResults, newResults, type Request } from '../../../scripts/bench/results.js';
import { type BenchObserver, runBench } from '../../../scripts/bench/run-bench.js';
import type { Check, Goal, Pair, Task } from '../../../scripts/bench/task.js';
import { randomNumbers } from '../../../src/statistics/random.js';

export const machine = { cpu: 'none', cpus: 2 };

export const emptyResults = (request: Partial<Request> = {}): BenchResults => ({
  ...newResults({ parts: ['fake'], blocks: null, budgetMs: 600_000, ...request }, machine),
  seed: 1,
});

/** What happened, in order, and what was saved last. */
export interface Recorded {
  /** "name block, arm" */
  trials: string[];
  saved: BenchResults | undefined;
}

export async function run(
  tasks: readonly Task[],
  results: BenchResults,
  recorded = record(),
  observer?: BenchObserver,
): Promise<Recorded> {
  await runBench(tasks, results, {
    signal: new AbortController().signal,
    observer: {
      trialStarts(side, place) {
        recorded.trials.push(`${side.task.name} ${place.block}, ${side.arm}`);
        observer?.trialStarts(side, place);
      },
      blockEnded: (...told) => observer?.blockEnded(...told),
    },
    save: (now) => {
      recorded.saved = structuredClone(now);
    },
  });
  return recorded;
}

export const record = (): Recorded => ({ trials: [], saved: undefined });

export interface FakePair {
  name: string;
  /** ours / theirs of each block. */
  ratio: (block: number) => number;
  goal?: Goal;
}

export const rate = 'rate, /s';

export function fakePair({ name, ratio, goal }: FakePair): Pair {
  let block = 0;
  return {
    kind: 'pair',
    name,
    figures: [{ name: rate, ...(goal && { goal }) }],
    blockSeconds: 2,
    ours: async () => [ratio(block++) * 50_000],
    theirs: async () => [50_000],
  };
}

/** A ratio that scatters evenly by ± `by` around `ratio`, the same in each run. */
export function noisy(ratio: number, by: number): FakePair['ratio'] {
  const random = randomNumbers(1);
  return () => ratio * (1 + by * (2 * random() - 1));
}

export const fakeCheck = (name: string, value: number): Check => ({
  kind: 'check',
  name,
  figure: 'share dropped',
  atMost: 0.01,
  seconds: 3,
  measure: async () => value,
});
