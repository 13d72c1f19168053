// `forkroad compare`: the same service by several models, side by side: what it costs, as a table and a report.
import { join, relative } from 'node:path';
import { Argument, Command } from 'commander';
import { loadServices } from '../addon/load.cjs';
import { holdConnections } from '../load/hold-connections.js';
import { type Analysis, analyse } from '../reports/analysis/analysis.js';
import { terminal } from '../reports/formats/terminal.js';
import { thisMachine } from '../trials/machine.js';
import type { Results } from '../trials/results.js';
import { folderOfResults, readResults, writeResults } from '../trials/results-file.js';
import { neverMeasured, runComparison } from '../trials/run-comparison.js';
import { calibrate, loadCommand, serverCommand } from '../trials/tools.js';
import { autocannonScenarios, clientWords, driversOf, serviceWord } from './compare-clients.js';
import { compareObserver } from './compare-observer.js';
import { reportFiles, writeReports } from './compare-report.js';
import {
  aSeed,
  defaults,
  type RequestOptions,
  requestOf,
  requestOfResults,
  requireKnown,
  scenarioNames,
} from './compare-request.js';
import { everyModel } from './entrants.js';
import { CliError, exitCodes } from './errors.js';
import { collected, examined, serversOfResults, serverWords } from './foreign-servers.js';
import { durationMs, wholeNumber } from './units.js';

interface CompareOptions extends RequestOptions {
  out?: string;
  from?: string;
  resume?: string;
  json?: boolean;
  server?: string[];
  shell?: boolean;
}

const { atLeast, atMost } = defaults.rounds;
const roundsText = `from ${atLeast}, until ±${defaults.precision * 100} %, at most ${atMost}`;

const clientHelp =
  "who drives: native (forkroad's own, the default), or autocannon: over http-echo, native beside it; it can drive " +
  autocannonScenarios.map(({ name }) => name).join(', ');

const { ms, trials, msPerFurtherTrial } = defaults.budget;
const budgetText = `${ms / 60_000}m, and ${msPerFurtherTrial / 1000}s more for each trial of a round beyond ${trials}`;

const modelHelp =
  `names or codes (default: ${defaults.models.join(', ')}); one with options of its own in quotes, ` +
  `such as 'thread-pool --threads 8'; ${everyModel}: each that can run here`;

export const command = new Command('compare')
  .description('Serve the same echo by each model in turn, drive each with the same client, and say what differs.')
  .addArgument(new Argument('[model...]', modelHelp))
  .option('--scenario <name...>', `of ${scenarioNames.join(', ')} (default: ${defaults.scenarios.join(', ')})`)
  .option(
    '--service <name>',
    `what is served and spoken: ${loadServices.join(' or ')} (default: ${defaults.service})`,
    serviceWord,
  )
  .option('--client <name...>', clientHelp, clientWords)
  .option(
    '--connections <n...>',
    `where a scenario has no number of its own (default: ${defaults.connections}; autocannon by itself has 10)`,
    numbers,
  )
  .option('--rounds <n>', `exactly so many (default: ${roundsText})`, wholeNumber(1, 1000))
  .option('--budget <time>', `no round begins that would not end within it (default: ${budgetText})`, durationMs)
  .option('--quick', `${defaults.quick.rounds} rounds, shorter windows: ranges, no verdict`)
  .option('--no-system-calls', 'leave out the pass that counts system calls')
  .option('--server <name=command>', `a program of yours as a row, more than once: 'mine=./a.out {port}'`, collected)
  .option('--shell', 'the commands of --server are for a shell')
  .option('--baseline <model>', 'the model that the others are compared with', defaults.baseline)
  .option('--seed <n>', 'of the random order (default: another each time)', wholeNumber(0, aSeed - 1))
  .option('--out <dir>', 'folder for results.json and the reports: html, md, csv (default: reports/<time>)')
  .option('--from <results.json>', 'render these results again; nothing is run')
  .option('--resume <results.json>', 'more rounds of these results, as they were asked for, within a new --budget')
  .option('--json', 'print the results as one JSON document')
  .action(async (words: string[], options: CompareOptions) => {
    requireSense(words, options);
    process.exitCode = options.from === undefined ? await compare(words, options) : renderAgain(options.from, options);
  });

/** Throws a usage error for what does not go together. */
function requireSense(
  words: readonly string[],
  { resume, from, scenario, connections, client, service, quick, rounds, server }: CompareOptions,
) {
  const isAskedAnew =
    words.length > 0 || quick === true || [scenario, connections, client, service, server].some(isGiven);
  if (from !== undefined && (isAskedAnew || rounds !== undefined || resume !== undefined)) {
    throw new CliError('--from renders what was measured then: give it --out or --json only');
  }
  if (resume !== undefined && isAskedAnew) {
    throw new CliError('--resume goes on with what was asked for then: give it --budget or --rounds only');
  }
}

const isGiven = (option: unknown): boolean => option !== undefined;

async function compare(words: readonly string[], options: CompareOptions): Promise<number> {
  const { resume } = options;
  const before = resume === undefined ? undefined : orUsageError(() => readResults(resume));
  if (before) refuseOtherMachine(before);
  const out = resume ? folderOfResults(resume) : (options.out ?? newFolder());
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt.abort());
  const tools = { serverCommand, loadCommand, calibrate, hold: holdConnections };
  const servers = before ? serversOfResults(before) : serverWords(options.server ?? [], options.shell === true);
  if (!before) requireKnown(words, options, servers);
  const { service } = before?.asked ?? driversOf(options, defaults.service);
  const foreign = await examined(servers, service, tools, interrupt.signal);
  const request = before ? requestOfResults(before, options, foreign) : requestOf(words, options, foreign);
  const { observer, stop } = compareObserver(process.stderr);
  const results = await runComparison(request, {
    tools,
    commandLine: ['forkroad', ...process.argv.slice(2)],
    signal: interrupt.signal,
    observer,
    before,
    save: (finished) => finished.rounds.length > 0 && writeResults(join(out, 'results.json'), finished),
  });
  stop();
  if (!results || results.rounds.length === 0) {
    throw new CliError('interrupted before the first round was finished: nothing to report', exitCodes.interrupted);
  }
  const analysis = analyse(results);
  report(analysis, out, options);
  if (results.ended === 'interrupted') return exitCodes.interrupted;
  if (neverMeasured(results).length > 0) return exitCodes.failed;
  return analysis.trust.disturbed.length > 0 ? exitCodes.untrusted : exitCodes.ok;
}

const newFolder = (): string => join('reports', new Date().toISOString().slice(0, 19).replaceAll(':', '-'));

/** Rounds of two machines have no common baseline. */
function refuseOtherMachine({ machine }: Results): void {
  const { cpu, cpus, kernel, node } = thisMachine();
  const isThis = machine.cpu === cpu && machine.cpus === cpus && machine.kernel === kernel && machine.node === node;
  if (isThis) return;
  const theirs = `${machine.cpus} × ${machine.cpu}, ${machine.kernel}, Node ${machine.node}`;
  throw new CliError(`these results are of another machine (${theirs}); start anew`);
}

function renderAgain(file: string, options: CompareOptions): number {
  const analysis = orUsageError(() => analyse(readResults(file)));
  report(analysis, options.out ?? folderOfResults(file), options);
  return exitCodes.ok;
}

/** What is wrong with a file of results is for whoever named it. */
function orUsageError<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new CliError((error as Error).message);
  }
}

function report(analysis: Analysis, out: string, { json }: CompareOptions): void {
  writeReports(analysis, out);
  const last = `Report: ${relative('.', join(out, reportFiles.html))}\n`;
  if (json) {
    process.stdout.write(`${JSON.stringify(analysis.results, null, 2)}\n`);
    process.stderr.write(last);
  } else {
    process.stdout.write(`${terminal(analysis, terminalOf(process.stdout))}\n${last}`);
  }
}

function terminalOf({ isTTY, columns }: NodeJS.WriteStream) {
  return { columns: columns ?? (Number(process.env.COLUMNS) || 80), colour: isTTY === true && !process.env.NO_COLOR };
}

/** "16", or each of "1 16 64". */
function numbers(text: string, before: number[] = []): number[] {
  return [...before, wholeNumber(1, 10_000)(text)];
}
