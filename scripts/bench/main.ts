// `make bench`: our servers, client, log and forks against bare ones, in interleaved pairs; ends in one table.
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Argument, Command } from 'commander';
import { exitCodes } from '../../src/cli/errors.js';
import { interruption } from '../../src/cli/interrupt.js';
import { durationOption, wholeNumber } from '../../src/cli/units.js';
import { duration } from '../../src/reports/numbers.js';
import { fewestBlocks, mostUsualBlocks } from '../../src/statistics/looks.js';
import { thisMachine } from '../../src/trials/machine.js';
import { findingsOf, isPair } from './findings.js';
import { slopeOf } from './parent-memory.js';
import { onlyByName, partNames, partsOf, tasksOf } from './parts.js';
import { endAll } from './programs.js';
import { Progress } from './progress.js';
import { type BenchResults, newResults, resumedResults, saveResults } from './results.js';
import { runBench } from './run-bench.js';
import { tableOf, tally } from './table.js';
import { looksFor } from './verdict.js';

const defaults = { budgetMs: 15 * 60_000, out: join('reports', 'bench.json') };

/** How much later than the end of a program a signal may be heard of that went to both. */
const signalMs = 200;

interface Options {
  blocks?: number;
  budget: number;
  out: string;
  resume?: boolean;
}

const command = new Command('bench')
  .description('Measure forkroad against bare programs that do the same, in pairs. Exit code 1: a goal is missed.')
  .addArgument(
    new Argument('[part...]', `what to measure (default: all but ${onlyByName.join(', ')})`).choices(partNames),
  )
  .option(
    '--blocks <n>',
    `of each pair (default: until its goals are decided, ${fewestBlocks} to ${mostUsualBlocks})`,
    wholeNumber(1, 1000),
  )
  .addOption(durationOption('--budget <time>', 'all of it takes about this long at most', defaults.budgetMs))
  .option('--out <file>', 'where the results stand, after each block', defaults.out)
  .option('--resume', 'go on with the results of that file, as they were asked for')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? exitCodes.ok : exitCodes.usage))
  .action(async (words: string[], options: Options) => {
    process.exitCode = await bench(resultsFor(words, options), options.out);
  });

function resultsFor(words: readonly string[], { blocks, budget, out, resume }: Options): BenchResults {
  const machine = thisMachine();
  if (!resume) return newResults({ parts: partsOf(words), blocks: blocks ?? null, budgetMs: budget }, machine);
  const isAsked = words.length > 0 || blocks !== undefined || command.getOptionValueSource('budget') === 'cli';
  if (isAsked) command.error('error: --resume takes its parts, --blocks and --budget from the file');
  try {
    return resumedResults(out, machine);
  } catch (error) {
    return command.error(`error: nothing to resume: ${(error as Error).message}`);
  }
}

async function bench(results: BenchResults, out: string): Promise<number> {
  saveResults(out, results); // or throws: before any of it is measured
  const tasks = tasksOf(results.parts);
  const progress = new Progress(tasks, results, process.stderr);
  process.stderr.write(progress.plan());
  const signal = interruption();
  const run = runBench(tasks, results, { signal, observer: progress, save: () => saveResults(out, results) });
  try {
    await Promise.race([run, once(signal, 'abort')]);
    if (signal.aborted) return exitCodes.interrupted;
    const { short } = tally(findingsOf(tasks, results), looksFor(results.blocks));
    return short > 0 ? exitCodes.failed : exitCodes.ok;
  } catch (error) {
    // Ctrl-C reaches the programs of the bench as well: one that ends of it may be heard of before the signal itself.
    await Promise.race([once(signal, 'abort'), delay(signalMs)]);
    if (signal.aborted) return exitCodes.interrupted;
    throw error;
  } finally {
    run.catch(() => {}); // what was under way at an interruption fails when its programs are ended
    endAll();
    progress.stop();
    report(results, out);
  }
}

function report(results: BenchResults, out: string): void {
  const findings = findingsOf(tasksOf(results.parts), results);
  const plan = looksFor(results.blocks);
  const { holds, short, open } = tally(findings, plan);
  const lines = [
    'Ratios ours / theirs, taken within each block: their median, and the interval that goals are',
    'judged by: it holds their mean, 95 % sure over all looks together, wherever one stops',
    '',
    tableOf(findings, plan),
    ...[slopeOf(findings.filter(isPair))].filter((line) => line !== undefined),
    `Goals: ${holds} hold, ${short} short, ${open} can't tell · ${duration(results.spentMs)} · ${out}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (results.ended === 'interrupted') process.stderr.write('not all was measured; --resume goes on from here\n');
}

try {
  await command.parseAsync();
} catch (error) {
  process.stderr.write(`bench: ${(error as Error).message}\n`);
  process.exitCode = exitCodes.failed;
}
// After an interruption something may still be waited for that no longer comes.
process.exit();
