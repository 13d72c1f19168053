// `forkroad compare`: the same service by several models, side by side: what it costs, as a table and a report.
import { join } from 'node:path';
import { holdConnections } from '../load/hold-connections.js';
import { analyse } from '../reports/analysis/analysis.js';
import { hasDecidedNothing } from '../reports/headline.js';
import { cellsOf } from '../trials/cells.js';
import type { Request } from '../trials/plan.js';
import type { Results } from '../trials/results.js';
import { folderOfResults, readResults } from '../trials/results-file.js';
import { neverMeasured, runComparison } from '../trials/run-comparison.js';
import { scenarioIn, tablesOfCells } from '../trials/tables.js';
import { calibrate, loadCommand, serverCommand } from '../trials/tools.js';
import { baselineOf, parseAssertion, requireAsked } from './compare-assertions.js';
import { driversOf } from './compare-clients.js';
import { earlierOf, orUsageError, resumable } from './compare-earlier.js';
import { compareObserver } from './compare-observer.js';
import { type CompareOptions, compareCommand, requireSense } from './compare-options.js';
import { type Asked, print } from './compare-print.js';
import { writeReports } from './compare-report.js';
import { baselineFor, defaults, requestOf, requestOfResults, requireKnown } from './compare-request.js';
import { requireWritable, Saver } from './compare-saving.js';
import { CliError, exitCodes } from './errors.js';
import { examined, serversAgain, serverWords } from './foreign-servers.js';
import { interruption } from './interrupt.js';

export const command = compareCommand().action(async (words: string[], options: CompareOptions) => {
  requireSense(words, command);
  const asked = { assertions: (options.assert ?? []).map(parseAssertion), earlier: earlierOf(options) };
  process.exitCode =
    options.from === undefined ? await compare(words, options, asked) : renderAgain(options.from, options, asked);
});

const tools = { serverCommand, loadCommand, calibrate, hold: holdConnections };

async function compare(words: readonly string[], options: CompareOptions, asked: Asked): Promise<number> {
  const { resume } = options;
  const before = resume === undefined ? undefined : resumable(resume, options);
  const blocksBefore = before?.blocks.length ?? 0;
  const out = resume ? folderOfResults(resume) : (options.out ?? newFolder());
  const interrupt = new AbortController();
  interruption().addEventListener('abort', () => interrupt.abort());
  const request = await requested(words, options, { before, asked, signal: interrupt.signal });
  requireWritable(out);
  const saver = new Saver(out, () => interrupt.abort());
  const { observer, stop } = compareObserver(process.stderr);
  const results = await runComparison(request, {
    tools,
    commandLine: ['forkroad', ...process.argv.slice(2)],
    signal: interrupt.signal,
    observer,
    before,
    save: (finished) => saver.save(finished),
  }).finally(stop);
  const isNothingNew = !results || results.blocks.length === blocksBefore;
  if (!results || (isNothingNew && (blocksBefore === 0 || interrupt.signal.aborted))) {
    throw new CliError('interrupted before the first block was finished: nothing to report', exitCodes.interrupted);
  }
  if (isNothingNew) {
    process.stderr.write('forkroad: nothing was added: no further block fits into the budget, or no row needs one\n');
  }
  return ended(results, out, { options, asked, saver });
}

async function requested(
  words: readonly string[],
  options: CompareOptions,
  { before, asked, signal }: { before: Results | undefined; asked: Asked; signal: AbortSignal },
): Promise<Request> {
  const given = serverWords(options.server ?? [], options.shell === true);
  const servers = before ? serversAgain(before, given) : given;
  if (!before) requireKnown(words, options, servers);
  const usual = before ? undefined : baselineFor(words, servers);
  const baseline = baselineOf(asked.assertions, before?.asked.baseline ?? options.baseline, usual);
  const full = { ...options, ...(baseline === undefined ? {} : { baseline }) };
  const { service } = before?.asked ?? driversOf(options, defaults.service);
  const external = await examined(servers, service, tools, signal);
  const request = before ? requestOfResults(before, options, external) : requestOf(words, full, external);
  requireAsked(asked.assertions, askedOf(request));
  return request;
}

const askedOf = (request: Request) => ({
  rows: request.models.map(({ name }) => name),
  tables: tablesOfCells(cellsOf(request), scenarioIn(request.scenarios)),
});

function ended(
  results: Results,
  out: string,
  { options, asked, saver }: { options: CompareOptions; asked: Asked; saver: Saver },
): number {
  const analysis = analyse(JSON.parse(JSON.stringify(results))); // as they are read again: no -0, no Infinity
  const failure = saver.failure ?? reportFailure(() => writeReports(analysis, out));
  const answer = print(analysis, { out: failure ? undefined : out, options, asked });
  if (failure) {
    throw new CliError(`cannot save in ${out}: ${failure.message}; what is above was measured`, exitCodes.failed);
  }
  if (results.ended === 'interrupted') return exitCodes.interrupted;
  if (neverMeasured(results).length > 0) return exitCodes.failed;
  if (answer !== exitCodes.ok) return answer;
  return hasDecidedNothing(analysis) ? exitCodes.untrusted : exitCodes.ok;
}

function reportFailure(write: () => void): Error | undefined {
  try {
    write();
  } catch (error) {
    return error as Error;
  }
}

const newFolder = (): string => join('reports', new Date().toISOString().slice(0, 19).replaceAll(':', '-'));

function renderAgain(file: string, options: CompareOptions, asked: Asked): number {
  const analysis = orUsageError(() => analyse(readResults(file)));
  requireAsked(asked.assertions, {
    rows: analysis.results.models.map(({ name }) => name),
    tables: analysis.tables,
  });
  baselineOf(asked.assertions, analysis.results.asked.baseline);
  const out = options.out ?? folderOfResults(file);
  requireWritable(out);
  writeReports(analysis, out);
  return print(analysis, { out, options, asked });
}
