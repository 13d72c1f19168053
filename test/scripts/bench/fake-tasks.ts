// Tasks that measure nothing: their figures come from the test, and their time passes as the test says.

import { type BenchResults, newResults, type Request } from '../../../scripts/bench/results.js';
import type { Observer } from '../../../scripts/bench/run-tasks.js';
import type { Check, Goal, Pair } from '../../../scripts/bench/task.js';

export const machine = { cpu: 'none', cpus: 2 };

export const emptyResults = (request: Partial<Request> = {}): BenchResults =>
  newResults({ parts: ['fake'], rounds: null, budgetMs: 600_000, ...request }, machine);

/** What happened, in order, with a clock that moves on by the seconds of each round or check. */
export class Record implements Observer {
  readonly events: string[] = [];
  saved: BenchResults | undefined;
  private ms = 0;

  starts(task: Pair | Check, round: number): void {
    this.events.push(`${task.name} ${round}`);
    this.ms += 1000 * (task.kind === 'pair' ? task.roundSeconds : task.seconds);
  }

  save(results: BenchResults): void {
    this.saved = structuredClone(results);
  }

  now(): number {
    return this.ms;
  }
}

export interface FakePair {
  name: string;
  /** ours / theirs of each round. */
  ratio: (round: number) => number;
  goal?: Goal;
  order?: string[];
}

export function fakePair({ name, ratio, goal, order = [] }: FakePair): Pair {
  let round = 0;
  const side = (word: string, value: () => number) => async () => {
    order.push(word);
    return [value()];
  };
  return {
    kind: 'pair',
    name,
    figures: [{ name: 'rate, /s', ...(goal && { goal }) }],
    roundSeconds: 2,
    ours: side('ours', () => ratio(round++) * 50_000),
    theirs: side('theirs', () => 50_000),
  };
}

export const fakeCheck = (name: string, value: number): Check => ({
  kind: 'check',
  name,
  figure: 'share dropped',
  atMost: 0.01,
  seconds: 3,
  measure: async () => value,
});
