// An experiment from its design to its end: blocks, until all is decided, or time or blocks run out.
import type { Block, Design, Ending, Reading } from './design.js';
import { Pace } from './pace.js';
import { runBlock, type TrialObserver } from './run-block.js';
import { countDecided, type Standing, standingOf } from './standing.js';
import { nextTurn, type Turn } from './turns.js';

/** Told as the experiment goes on. */
export interface ExperimentObserver<Task, Trial> extends TrialObserver<Task, Trial> {
  blockStarts(turn: Turn<Task>, progress: ExperimentProgress): void;
  /** May throw, as when it cannot save: the experiment ends with that. */
  blockEnded(block: Block<Trial>, progress: ExperimentProgress): void;
}

export interface ExperimentProgress {
  /** Rows with a verdict, of those that may get one. */
  decided: number;
  of: number;
}

export interface Running {
  signal: AbortSignal;
  /** When the experiment began, by `now`: its budget counts from there. */
  startedMs: number;
  /** In ms; default: performance.now. */
  now?(): number;
}

/** Pushes to `blocks`, which may hold some already. An interrupted block is dropped. */
export async function runExperiment<Task, Trial, Read extends Reading>(
  design: Design<Task, Trial, Read>,
  blocks: Block<Trial>[],
  { signal, startedMs, now = () => performance.now() }: Running,
  observer: ExperimentObserver<Task, Trial>,
): Promise<Ending> {
  const pace = new Pace<Task, Trial>(design);
  for (const block of blocks) pace.add(block);
  const leftMs = () => (design.budgetMs === null ? Number.POSITIVE_INFINITY : design.budgetMs - (now() - startedMs));
  const standings = () => design.tables.map((table) => standingOf(table, blocks, design));
  for (let current = standings(); ; current = standings()) {
    if (signal.aborted) return 'interrupted';
    const turn = nextTurn(current, pace, { leftMs: leftMs(), isExact: design.blocks.exactly !== null });
    if (!turn) return whyEnded(current, design);
    observer.blockStarts(turn, countDecided(current));
    const { key } = turn.standing.table;
    const isTimeFor = (arms: Turn<Task>['arms']) => pace.of(key, arms) < leftMs();
    const block = await runBlock(turn, design, observer, { signal, isTimeFor });
    if (block === undefined) return 'interrupted';
    blocks.push(block);
    pace.add(block);
    observer.blockEnded(block, countDecided(standings()));
  }
}

function whyEnded<Task>(
  standings: readonly Standing<Task>[],
  { blocks: { exactly } }: Pick<Design<Task, never>, 'blocks'>,
): Ending {
  if (standings.some(({ isOpen, wide, open }) => isOpen && (open.length > 0 || wide.length === 0))) return 'budget';
  const { decided, of } = countDecided(standings);
  return exactly !== null || decided < of ? 'blocks' : 'decided';
}
