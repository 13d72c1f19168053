// One block: its trials in random order; a disturbed one is queued again, and costs nobody else anything.
import { randomNumbers, shuffled } from '../statistics/random.js';
import type { Block, Design, Reading } from './design.js';
import type { Turn } from './turns.js';

/** A disturbed trial is run again twice, then it stays disturbed. */
const mostAttempts = 3;

export interface TrialObserver<Task, Trial> {
  trialStarts(task: Task, place: { table: string; block: number }): void;
  trialEnded(task: Task, trial: Trial): void;
  /** A disturbed trial will be run again, later in its block. */
  queuedAgain(task: Task): void;
}

/** Undefined when it was interrupted: its trials have no partners. */
export async function runBlock<Task, Trial, Read extends Reading>(
  { standing: { table, blocks }, arms }: Turn<Task>,
  design: Design<Task, Trial, Read>,
  observer: TrialObserver<Task, Trial>,
  { signal, isTimeFor }: { signal: AbortSignal; isTimeFor(arms: Turn<Task>['arms']): boolean },
): Promise<Block<Trial> | undefined> {
  const place = { table: table.key, block: blocks + 1 };
  const queue = shuffled(arms, orderOf(design.seed, place)).map((arm) => ({ arm, attempt: 1 }));
  const trials: Trial[] = [];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { arm, attempt } = next;
    observer.trialStarts(arm.task, place);
    const trial = await design.run(arm.task, { ...place, attempt });
    if (signal.aborted) return undefined;
    observer.trialEnded(arm.task, trial);
    const isAgain = design.read(trial).isDisturbed && attempt < mostAttempts;
    if (isAgain && isTimeFor([arm, ...queue.map((each) => each.arm)])) {
      queue.push({ arm, attempt: attempt + 1 });
      observer.queuedAgain(arm.task);
    } else {
      trials.push(trial);
    }
  }
  return { ...place, trials };
}

/** Each block has an order of its own, so that a resumed experiment goes on as it would have. */
function orderOf(seed: number, { table, block }: { table: string; block: number }): () => number {
  const letters = [...table].reduce((sum, letter) => (Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0)) | 0, 0);
  return randomNumbers((seed + 7919 * block + letters) | 0);
}
