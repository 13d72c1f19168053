// `make bench`: our servers, client, log and forks against bare ones, in interleaved pairs; ends in one table.
import { once } from 'node:events';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Argument, Command } from 'commander';
import { exitCodes } from '../../src/cli/errors.js';
import { durationOption, wholeNumber } from '../../src/cli/units.js';
import { duration } from '../../src/reports/numbers.js';
import { thisMachine } from '../../src/trials/machine.js';
import { slopeOf } from './parent-memory.js';
import { partNames, tasksOf } from './parts.js';
import { endAll } from './programs.js';
import { Progress } from './progress.js';
import { type BenchResults, newResults, resumedResults, saveResults } from './results.js';
import { runTasks } from './run-tasks.js';
import { tableOf, tally } from './table.js';

const defaults = { budgetMs: 15 * 60_000, out: join('reports', 'bench.json') };

interface Options {
  rounds?: number;
  budget: number;
  out: string;
  resume?: boolean;
}

const command = new Command('bench')
  .description('Measure forkroad against bare programs that do the same, in pairs. Exit code 1: a goal is missed.')
  .addArgument(new Argument('[part...]', 'what to measure (default: all)').choices(partNames))
  .option('--rounds <n>', 'of each pair (default: 10 to 40, until its goals are decided)', wholeNumber(1, 1000))
  .addOption(durationOption('--budget <time>', 'all of it takes about this long at most', defaults.budgetMs))
  .option('--out <file>', 'where the results stand, after each round', defaults.out)
  .option('--resume', 'go on with the results of that file, as they were asked for')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? exitCodes.ok : exitCodes.usage))
  .action(async (words: string[], options: Options) => {
    process.exitCode = await bench(resultsFor(words, options), options.out);
  });

function resultsFor(words: readonly string[], { rounds, budget, out, resume }: Options): BenchResults {
  const machine = thisMachine();
  if (!resume) {
    const parts = partNames.filter((name) => words.length === 0 || words.includes(name));
    return newResults({ parts, rounds: rounds ?? null, budgetMs: budget }, machine);
  }
  const isAsked = words.length > 0 || rounds !== undefined || command.getOptionValueSource('budget') === 'cli';
  if (isAsked) command.error('error: --resume takes its parts, --rounds and --budget from the file');
  try {
    return resumedResults(out, machine);
  } catch (error) {
    return command.error(`error: nothing to resume: ${(error as Error).message}`);
  }
}

async function bench(results: BenchResults, out: string): Promise<number> {
  const tasks = tasksOf(results.parts);
  const progress = new Progress(tasks, results, process.stderr);
  process.stderr.write(progress.plan());
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt.abort());
  const run = runTasks(tasks, results, {
    starts: (task, round) => progress.starts(task, round),
    save: () => saveResults(out, results),
    now: () => performance.now(),
  });
  try {
    await Promise.race([run, once(interrupt.signal, 'abort')]);
    if (interrupt.signal.aborted) return exitCodes.interrupted;
    return tally(results).short > 0 ? exitCodes.failed : exitCodes.ok;
  } catch (error) {
    // Ctrl-C reaches the programs of the bench as well: one that ends of it may be heard of before the signal itself.
    await setImmediate();
    if (interrupt.signal.aborted) return exitCodes.interrupted;
    throw error;
  } finally {
    run.catch(() => {}); // what was under way at an interruption fails when its programs are ended
    endAll();
    progress.stop();
    report(results, out);
  }
}

const isWhole = ({ parts, tasks }: BenchResults): boolean =>
  tasks.length === tasksOf(parts).length && tasks.every((task) => task.kind !== 'pair' || task.isDone);

function report(results: BenchResults, out: string): void {
  const { holds, short, open } = tally(results);
  const pairs = results.tasks.filter((task) => task.kind === 'pair');
  const lines = [
    `Ratios ours / theirs, taken within each round: their median, and its 95 % interval`,
    '',
    tableOf(results),
    ...[slopeOf(pairs)].filter((line) => line !== undefined),
    `Goals: ${holds} hold, ${short} short, ${open} can't tell · ${duration(results.spentMs)} · ${out}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (!isWhole(results)) process.stderr.write('not all was measured; --resume goes on from here\n');
}

try {
  await command.parseAsync();
} catch (error) {
  process.stderr.write(`bench: ${(error as Error).message}\n`);
  process.exitCode = exitCodes.failed;
}
// After an interruption something may still be waited for that no longer comes.
process.exit();
