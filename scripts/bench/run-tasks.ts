// Runs the tasks, each within its share of the time: interleaved rounds until enough is known; saved after each.
import type { BenchResults, Finished, FinishedPair } from './results.js';
import { type Check, NotMeasured, type Pair, type Task } from './task.js';
import { isEnough } from './verdict.js';

export interface Observer {
  /** Before each round of a pair and before each check. */
  starts(task: Task, round: number): void;
  /** After each, with `results` as they are now. */
  save(results: BenchResults): void;
  now(): number;
}

/** Adds to `results` what is missing in it. */
export async function runTasks(tasks: readonly Task[], results: BenchResults, observer: Observer): Promise<void> {
  const before = results.spentMs;
  const startedMs = observer.now();
  const spend = () => {
    results.spentMs = before + observer.now() - startedMs;
    return results.spentMs;
  };
  for (const [index, task] of tasks.entries()) {
    const found = results.tasks.find(({ name }) => name === task.name);
    if (found?.kind === 'check' || (found?.kind === 'pair' && found.isDone)) continue;
    const save = () => {
      spend();
      observer.save(results);
    };
    const untilMs = spend() + shareMs(tasks.slice(index), results);
    const hasTime = (seconds: number) => spend() + seconds * 1000 <= untilMs;
    const course = { observer, save, hasTime, rounds: results.rounds };
    try {
      if (task.kind === 'check') await runCheck(task, results, observer, save);
      else await runPair(task, pairIn(results, task), course);
    } catch (error) {
      if (!(error instanceof NotMeasured)) throw error;
      replaceIn(results, { kind: 'not-measured', name: task.name, reason: error.message });
      save();
    }
  }
}

/** Tried again by --resume, when what was missing may be there. */
function replaceIn(results: BenchResults, task: Finished): void {
  results.tasks = [...results.tasks.filter(({ name }) => name !== task.name), task];
}

/** What the first of these tasks may take: its part of what is left when the checks among them have theirs. */
export function shareMs(
  left: readonly Task[],
  { budgetMs, spentMs }: Pick<BenchResults, 'budgetMs' | 'spentMs'>,
): number {
  const checkSeconds = left.reduce((sum, task) => sum + (task.kind === 'check' ? task.seconds : 0), 0);
  const pairs = left.filter((task) => task.kind === 'pair');
  const roundSeconds = pairs.reduce((sum, pair) => sum + pair.roundSeconds, 0);
  const leftMs = Math.max(0, budgetMs - spentMs - checkSeconds * 1000);
  return (leftMs * (pairs[0]?.roundSeconds ?? 0)) / roundSeconds;
}

/** How long these tasks may take, if each pair takes `rounds`. */
export const expectedMs = (left: readonly Task[], rounds: number): number =>
  1000 * left.reduce((sum, task) => sum + (task.kind === 'check' ? task.seconds : rounds * task.roundSeconds), 0);

async function runCheck(task: Check, results: BenchResults, observer: Observer, save: () => void): Promise<void> {
  observer.starts(task, 1);
  const { kind, name, figure, atMost } = task;
  replaceIn(results, { kind, name, figure, atMost, value: await task.measure() });
  save();
}

function pairIn(results: BenchResults, { kind, name, figures }: Pair): FinishedPair {
  const found = results.tasks.find((task): task is FinishedPair => task.kind === 'pair' && task.name === name);
  if (found) return found;
  const fresh: FinishedPair = { kind, name, figures, rounds: [], isDone: false };
  replaceIn(results, fresh);
  return fresh;
}

interface Course {
  observer: Observer;
  save: () => void;
  hasTime: (seconds: number) => boolean;
  rounds: number | null;
}

async function runPair(task: Pair, result: FinishedPair, { observer, save, hasTime, rounds }: Course): Promise<void> {
  const isEnoughRun = () => (rounds === null ? isEnough(task.figures, result.rounds) : result.rounds.length >= rounds);
  while (!isEnoughRun() && hasTime(task.roundSeconds)) {
    observer.starts(task, result.rounds.length + 1);
    result.rounds.push(await roundOf(task, result.rounds.length));
    save();
  }
  result.isDone = true;
  save();
}

/** Which of the two goes first changes from round to round, since the second finds the machine warmer. */
async function roundOf({ ours, theirs }: Pair, round: number): Promise<FinishedPair['rounds'][number]> {
  if (round % 2 === 0) {
    const first = await ours();
    return { ours: first, theirs: await theirs() };
  }
  const first = await theirs();
  return { ours: await ours(), theirs: first };
}
