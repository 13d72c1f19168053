// `forkroad compare`: the same service by several models, side by side: what it costs, as a table and a report.
import { dirname, join, relative } from 'node:path';
import { Argument, Command } from 'commander';
import { holdConnections } from '../load/hold-connections.js';
import { markdown } from '../reports/formats/markdown.js';
import { terminal } from '../reports/formats/terminal.js';
import type { Results } from '../trials/results.js';
import { readResults, writeResults, writeWhole } from '../trials/results-file.js';
import { neverMeasured, runComparison } from '../trials/run-comparison.js';
import { loadCommand, serverCommand } from '../trials/tools.js';
import { compareObserver } from './compare-observer.js';
import { aSeed, defaults, type RequestOptions, requestOf, scenarioNames } from './compare-request.js';
import { CliError, exitCodes } from './errors.js';
import { wholeNumber } from './units.js';

interface CompareOptions extends RequestOptions {
  out?: string;
  from?: string;
  json?: boolean;
}

export const command = new Command('compare')
  .description('Serve the same echo by each model in turn, drive each with the same client, and say what differs.')
  .addArgument(new Argument('[model...]', `names or codes (default: ${defaults.models.join(', ')})`))
  .option('--scenario <name...>', `what is done to each model (default: all: ${scenarioNames.join(', ')})`)
  .option('--connections <n...>', `ping-pong and churn: how many at once (default: ${defaults.connections})`, numbers)
  .option('--rounds <n>', `how often all of it (default: ${defaults.rounds})`, wholeNumber(1, 1000))
  .option('--quick', `${defaults.quick.rounds} rounds, shorter windows`)
  .option('--baseline <model>', 'the model that the others are compared with', defaults.baseline)
  .option('--seed <n>', 'of the random order (default: another each time)', wholeNumber(0, aSeed - 1))
  .option('--out <dir>', 'folder for results.json and report.md (default: reports/<time>)')
  .option('--from <results.json>', 'render these results again; nothing is run')
  .option('--json', 'print the results as one JSON document')
  .action(async (words: string[], options: CompareOptions) => {
    process.exitCode = options.from === undefined ? await compare(words, options) : renderAgain(options.from, options);
  });

async function compare(words: readonly string[], options: CompareOptions): Promise<number> {
  const request = requestOf(words, options);
  const out = options.out ?? join('reports', new Date().toISOString().slice(0, 19).replaceAll(':', '-'));
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt.abort());
  const { observer, stop } = compareObserver(process.stderr);
  const results = await runComparison(request, {
    tools: { serverCommand, loadCommand, hold: holdConnections },
    commandLine: ['forkroad', ...process.argv.slice(2)],
    signal: interrupt.signal,
    observer,
    save: (finished) => finished.rounds.length > 0 && writeResults(join(out, 'results.json'), finished),
  });
  stop();
  if (!results || results.rounds.length === 0) {
    throw new CliError('interrupted before the first round was finished: nothing to report', exitCodes.interrupted);
  }
  report(results, out, options);
  if (results.interrupted) return exitCodes.interrupted;
  return neverMeasured(results).length > 0 ? exitCodes.failed : exitCodes.ok;
}

function renderAgain(file: string, options: CompareOptions): number {
  const results = readAgain(file);
  report(results, options.out ?? dirname(file), options);
  return exitCodes.ok;
}

function readAgain(file: string): Results {
  try {
    return readResults(file);
  } catch (error) {
    throw new CliError((error as Error).message);
  }
}

function report(results: Results, out: string, { json }: CompareOptions): void {
  const path = join(out, 'report.md');
  writeWhole(path, markdown(results));
  const last = `Report: ${relative('.', path)}\n`;
  if (json) {
    process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
    process.stderr.write(last);
  } else {
    process.stdout.write(`${terminal(results, terminalOf(process.stdout))}\n${last}`);
  }
}

function terminalOf({ isTTY, columns }: NodeJS.WriteStream) {
  return { columns: columns ?? (Number(process.env.COLUMNS) || 80), colour: isTTY === true && !process.env.NO_COLOR };
}

/** "16", or each of "1 16 64". */
function numbers(text: string, before: number[] = []): number[] {
  return [...before, wholeNumber(1, 10_000)(text)];
}
