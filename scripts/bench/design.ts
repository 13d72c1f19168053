// The bench as an experiment: a pair is a table of two arms that its goals decide, a check one arm that runs once.
import type { Arm, ArmTable, Design, Reading, RowState, Series } from '../../src/experiment/design.js';
import { mostUsualBlocks } from '../../src/statistics/looks.js';
import { pairOf } from './findings.js';
import type { BenchResults, BenchTrial } from './results.js';
import { Disturbed, type Pair, type Task } from './task.js';
import { blocksMissing, looksFor, type PairBlock, type Values } from './verdict.js';

/** Of a pair of which nothing is asked: its spread can be seen. */
const shownBlocks = 10;

export interface Side {
  task: Task;
  arm: BenchTrial['arm'];
}

export interface BenchReading extends Reading {
  figures: Values;
}

export type BenchDesign = Design<Side, BenchTrial, BenchReading>;

export function benchDesign(
  tasks: readonly Task[],
  { blocks: exactly, budgetMs, seed }: Pick<BenchResults, 'blocks' | 'budgetMs' | 'seed'>,
  signal: AbortSignal,
): BenchDesign {
  const plan = looksFor(exactly);
  const figuresOf = (name: string) =>
    tasks.flatMap((task) => (task.kind === 'pair' && task.name === name ? task.figures : []));
  return {
    tables: tasks.map((task) => tableOf(task, exactly)),
    blocks: { exactly, atMost: mostUsualBlocks },
    budgetMs,
    seed,
    run: (side) => measure(side, signal),
    armOf: ({ arm }) => arm,
    read: (trial) => ({ ...trial, isUnfit: false }),
    judge: ({ key }, series) => {
      const missing = blocksMissing(figuresOf(key), pairBlocks(series), plan);
      return [{ key: 'ours', isDecided: missing === 0, blocksMissing: missing } satisfies RowState];
    },
  };
}

function tableOf(task: Task, exactly: number | null): ArmTable<Side> {
  const key = task.name;
  if (task.kind === 'check') {
    const once: Arm<Side> = { key: 'once', role: 'row', task: { task, arm: 'once' }, expectedMs: task.seconds * 1000 };
    return { key, arms: [once], isCompared: false, blocks: 1 };
  }
  const expectedMs = task.blockSeconds * 500;
  const arms: Arm<Side>[] = [
    { key: 'theirs', role: 'baseline', task: { task, arm: 'theirs' }, expectedMs },
    { key: 'ours', role: 'row', task: { task, arm: 'ours' }, expectedMs },
  ];
  const isCompared = task.figures.some(({ goal }) => goal !== undefined);
  return { key, arms, isCompared, ...(!isCompared && { blocks: exactly ?? shownBlocks }) };
}

async function measure({ task, arm }: Side, signal: AbortSignal): Promise<BenchTrial> {
  const startedMs = performance.now();
  const took = () => performance.now() - startedMs;
  try {
    const figures =
      task.kind === 'check'
        ? { [task.figure]: await task.measure() }
        : named(task, arm === 'ours' ? await task.ours(signal) : await task.theirs(signal));
    return { arm, figures, isDisturbed: false, tookMs: took() };
  } catch (error) {
    if (!(error instanceof Disturbed)) throw error;
    return { arm, figures: {}, isDisturbed: true, tookMs: took() };
  }
}

const named = ({ figures }: Pair, values: readonly number[]): Values =>
  Object.fromEntries(figures.map(({ name }, i) => [name, values[i] as number]));

/** Those in which both sides were measured. */
const pairBlocks = (series: Series<BenchReading>): PairBlock[] =>
  (series.get('ours') ?? []).flatMap((ours, i) => pairOf(ours, series.get('theirs')?.[i]) ?? []);
