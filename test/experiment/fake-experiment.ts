// Experiments of fake tasks, by a clock of their own: a row is decided after as many blocks as the test says.
import type { ArmTable, Block, Design, Ending, Place, Reading } from '../../src/experiment/design.js';
import { runExperiment } from '../../src/experiment/run-experiment.js';

export interface FakeRow {
  /** Blocks that count until it is decided; undefined: it never is, and nobody can say when. */
  needs?: number | undefined;
  /** Blocks that count until it is known closely; without it, as soon as it is decided. */
  narrowAfter?: number;
  ms?: number;
}

export interface FakeTask extends FakeRow {
  key: string;
}

export interface FakeTrial extends Reading {
  key: string;
  attempt: number;
}

export type Outcome = 'fine' | 'disturbed' | 'unfit';

export interface Asked {
  /** Rows by their keys, by table; each table has a baseline and a control that take 1 ms. */
  tables: Record<string, Record<string, FakeRow>>;
  shownOnly?: readonly string[];
  /** Tables with a number of blocks of their own. */
  ownBlocks?: Record<string, number>;
  exactly?: number;
  atMost?: number;
  budgetMs?: number;
  seed?: number;
  outcomeOf?(key: string, place: Place): Outcome;
  /** While this trial runs. */
  interruptAt?(key: string, place: Place): boolean;
  before?: readonly Block<FakeTrial>[];
}

export interface Ran {
  ended: Ending;
  blocks: Block<FakeTrial>[];
  /** "table block: keys", attempts included. */
  order: string[];
  queuedAgain: string[];
  /** As told at the start of each block, and after the last. */
  progress: string[];
  tookMs: number;
}

export async function run(asked: Asked): Promise<Ran> {
  const interrupt = new AbortController();
  const blocks = [...(asked.before ?? [])];
  let nowMs = 0;
  const lines = new Map<string, string[]>();
  const ran: Omit<Ran, 'ended' | 'order' | 'tookMs'> = { blocks, queuedAgain: [], progress: [] };
  const design = designOf(asked, async (task, place) => {
    nowMs += task.ms ?? 1;
    if (asked.interruptAt?.(task.key, place)) interrupt.abort();
    return trialOf(task, place, asked.outcomeOf?.(task.key, place) ?? 'fine');
  });
  const told = ({ decided, of }: { decided: number; of: number }) => void ran.progress.push(`${decided} of ${of}`);
  let last = { decided: 0, of: 0 };
  const ended = await runExperiment(
    design,
    blocks,
    { signal: interrupt.signal, startedMs: 0, now: () => nowMs },
    {
      trialStarts({ key }, { table, block }) {
        const place = `${table} ${block}`;
        lines.set(place, [...(lines.get(place) ?? []), key]);
      },
      trialEnded() {},
      queuedAgain: ({ key }) => void ran.queuedAgain.push(key),
      blockStarts: (_, progress) => told(progress),
      blockEnded: (_, progress) => {
        last = progress;
      },
    },
  );
  told(last);
  return { ...ran, ended, tookMs: nowMs, order: [...lines].map(([place, keys]) => `${place}: ${keys.join(' ')}`) };
}

function designOf(asked: Asked, runTask: Design<FakeTask, FakeTrial>['run']): Design<FakeTask, FakeTrial> {
  const { exactly = null, budgetMs = null, seed = 1, ownBlocks = {} } = asked;
  const own = (key: string) => (ownBlocks[key] === undefined ? {} : { blocks: ownBlocks[key] });
  return {
    tables: Object.entries(asked.tables).map(([key, rows]) => ({
      ...tableOf(key, rows, asked.shownOnly ?? []),
      ...own(key),
    })),
    blocks: { exactly, atMost: asked.atMost ?? exactly ?? 29 },
    budgetMs,
    seed,
    run: runTask,
    armOf: ({ key }) => key,
    read: (trial) => trial,
    judge: ({ arms }, series) =>
      arms
        .filter(({ role }) => role === 'row')
        .map(({ key, task }) => {
          const count = (series.get(key) ?? []).filter((read) => read && !read.isDisturbed && !read.isUnfit).length;
          const missing = task.needs === undefined ? undefined : Math.max(0, task.needs - count);
          const isWide = count < (task.narrowAfter ?? 0);
          return { key, isDecided: missing === 0, blocksMissing: missing, isWide };
        }),
  };
}

function tableOf(key: string, rows: Record<string, FakeRow>, shownOnly: readonly string[]): ArmTable<FakeTask> {
  const arm = (name: string, role: 'baseline' | 'control' | 'row', row: FakeRow) => {
    return { key: name, role, task: { key: name, ...row }, expectedMs: row.ms ?? 1 };
  };
  return {
    key,
    arms: [
      arm('base', 'baseline', {}),
      arm('again', 'control', {}),
      ...Object.entries(rows).map(([name, row]) => arm(name, 'row', row)),
    ],
    isCompared: !shownOnly.includes(key),
  };
}

const trialOf = ({ key, ms = 1 }: FakeTask, { attempt }: Place, outcome: Outcome): FakeTrial => ({
  ...{ key, attempt, tookMs: ms },
  isDisturbed: outcome === 'disturbed',
  isUnfit: outcome === 'unfit',
});
