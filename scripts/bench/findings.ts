// What was found of each task, put together from the blocks that were measured.
import type { BenchResults, BenchTrial } from './results.js';
import type { Check, Pair, Task } from './task.js';
import type { PairBlock } from './verdict.js';

export interface PairFinding {
  task: Pair;
  blocks: PairBlock[];
}

export interface CheckFinding {
  task: Check;
  value: number;
}

export interface Lacking {
  task: Task;
  reason: string;
}

export type Finding = PairFinding | CheckFinding | Lacking;

export const isPair = (finding: Finding): finding is PairFinding => 'blocks' in finding;
export const isCheck = (finding: Finding): finding is CheckFinding => 'value' in finding;

type Stored = Pick<BenchResults, 'measured' | 'notMeasured'>;

/** Of the tasks of which anything is known, in their order. */
export function findingsOf(tasks: readonly Task[], { measured, notMeasured }: Stored): Finding[] {
  return tasks.flatMap((task): Finding[] => {
    const lacking = notMeasured.find(({ name }) => name === task.name);
    if (lacking) return [{ task, reason: lacking.reason }];
    const blocks = measured.filter(({ table }) => table === task.name);
    if (blocks.length === 0) return [];
    if (task.kind === 'pair') return [{ task, blocks: blocks.flatMap(({ trials }) => pairIn(trials) ?? []) }];
    const value = blocks[0]?.trials[0]?.figures[task.figure];
    return value === undefined ? [] : [{ task, value }];
  });
}

const pairIn = (trials: readonly BenchTrial[]): PairBlock | undefined => {
  const of = (arm: BenchTrial['arm']) => trials.find((trial) => trial.arm === arm);
  return pairOf(of('ours'), of('theirs'));
};

type Measured = Pick<BenchTrial, 'figures' | 'isDisturbed'>;

/** Undefined where either side is missing or disturbed. */
export function pairOf(ours: Measured | undefined, theirs: Measured | undefined): PairBlock | undefined {
  if (!ours || !theirs || ours.isDisturbed || theirs.isDisturbed) return undefined;
  return { ours: ours.figures, theirs: theirs.figures };
}
