// `forkroad compare`: the same service by several models, side by side: what it costs, as a table and a report.
import { join, relative } from 'node:path';
import { holdConnections } from '../load/hold-connections.js';
import { againstText } from '../reports/against.js';
import { type Analysis, analyse } from '../reports/analysis/analysis.js';
import { decidedRows, type Table } from '../reports/analysis/tables.js';
import { terminal } from '../reports/formats/terminal.js';
import { machineText } from '../reports/header.js';
import { hasDecidedNothing } from '../reports/headline.js';
import { withSummary } from '../reports/summary-of.js';
import { isWide } from '../trials/compare-design.js';
import { thisMachine } from '../trials/machine.js';
import type { Request } from '../trials/plan.js';
import type { Results } from '../trials/results.js';
import { folderOfResults, readResults } from '../trials/results-file.js';
import { neverMeasured, runComparison } from '../trials/run-comparison.js';
import { calibrate, loadCommand, serverCommand } from '../trials/tools.js';
import { type Assertion, baselineOf, parseAssertion, requireAsked, settle } from './compare-assertions.js';
import { driversOf } from './compare-clients.js';
import { compareObserver } from './compare-observer.js';
import { type CompareOptions, compareCommand, requireSense } from './compare-options.js';
import { reportFiles, writeReports } from './compare-report.js';
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

/** What the analysis is held against, beside its own verdicts. */
interface Asked {
  assertions: readonly Assertion[];
  /** Of --against. */
  earlier: Analysis | undefined;
}

const tools = { serverCommand, loadCommand, calibrate, hold: holdConnections };

async function compare(words: readonly string[], options: CompareOptions, asked: Asked): Promise<number> {
  const { resume } = options;
  const before = resume === undefined ? undefined : resumable(resume, options);
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
  if (!results || results.blocks.length === 0) {
    throw new CliError('interrupted before the first block was finished: nothing to report', exitCodes.interrupted);
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

const askedOf = ({ models, scenarios }: Request) => ({
  rows: models.map(({ name }) => name),
  scenarios: scenarios.map(({ name }) => name),
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

/** Throws a usage error where they are not of this machine, or have nothing left to run. */
function resumable(file: string, { rounds }: CompareOptions): Results {
  const before = orUsageError(() => {
    const results = readResults(file);
    return { results, tables: analyse(results).tables };
  });
  refuseOtherMachine(before.results);
  const fewest = Math.min(...before.tables.map(({ blocks }) => blocks));
  if (rounds !== undefined && rounds <= fewest) {
    throw new CliError(
      `--rounds ${rounds} would do nothing: these results have ${fewest} blocks of each table already`,
    );
  }
  const { asked, ended } = before.results;
  const isWhole = asked.blocks.exactly !== null && asked.blocks.exactly <= fewest;
  const isNarrow = ended === 'decided' && !before.tables.some(hasWideRow);
  if (rounds === undefined && (isWhole || isNarrow)) {
    const what = isWhole
      ? 'these results have all blocks that were asked for'
      : 'every row of these results is decided, and known to ±5 %';
    throw new CliError(`${what}: more come with --rounds only`);
  }
  return before.results;
}

/** A decided row that more blocks would still narrow. */
const hasWideRow = (table: Table): boolean =>
  decidedRows(table).some(({ verdict, ratios }) => {
    const ratio = ratios[table.scenario.primary];
    const ends = ratio && { low: Math.log(ratio.low), high: Math.log(ratio.high) };
    return verdict.kind !== 'no-difference' && ends !== undefined && isWide(ends);
  });

/** Blocks of two machines, or of other parts of one, have no common baseline. */
function refuseOtherMachine({ machine }: Results): void {
  const here = thisMachine();
  const same = ['cpu', 'cpus', 'cpusAllowed', 'cpuQuota', 'kernel', 'node'] as const;
  if (same.every((key) => machine[key] === here[key])) return;
  throw new CliError(`these results are of another machine (${machineText({ machine })}); start anew`);
}

function renderAgain(file: string, options: CompareOptions, asked: Asked): number {
  const analysis = orUsageError(() => analyse(readResults(file)));
  requireAsked(asked.assertions, {
    rows: analysis.results.models.map(({ name }) => name),
    scenarios: analysis.tables.map(({ scenario }) => scenario.name),
  });
  baselineOf(asked.assertions, analysis.results.asked.baseline);
  const out = options.out ?? folderOfResults(file);
  requireWritable(out);
  writeReports(analysis, out);
  return print(analysis, { out, options, asked });
}

function earlierOf({ against }: CompareOptions): Analysis | undefined {
  if (against === undefined) return undefined;
  return orUsageError(() => {
    const results = readResults(against);
    refuseOtherMachine(results);
    return analyse(results);
  });
}

/** What is wrong with a file of results is for whoever named it. */
function orUsageError<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new CliError((error as Error).message);
  }
}

/** The report, on stdout; the exit code that its assertions have. */
function print(
  analysis: Analysis,
  { out, options: { json }, asked }: { out: string | undefined; options: CompareOptions; asked: Asked },
): number {
  const { lines, exitCode } = settle(asked.assertions, analysis);
  const report = out === undefined ? [] : [`Report: ${relative('.', join(out, reportFiles.html))}`];
  const { columns, colour } = terminalOf(process.stdout);
  const since = asked.earlier ? [againstText(analysis, asked.earlier, columns)] : [];
  const after = [...since, ...lines, ...report].map((line) => `${line}\n`).join('');
  if (json) {
    process.stdout.write(`${JSON.stringify(withSummary(analysis.results), null, 2)}\n`);
    process.stderr.write(after);
  } else {
    process.stdout.write(`${terminal(analysis, { columns, colour })}\n${after}`);
  }
  return exitCode;
}

/** Nobody reads less. */
const narrowest = 20;

/** A terminal that says it has no columns does not know. */
function terminalOf({ isTTY, columns }: NodeJS.WriteStream) {
  const width = columns || Number(process.env.COLUMNS) || 80;
  return { columns: Math.max(narrowest, width), colour: isTTY === true && !process.env.NO_COLOR };
}
