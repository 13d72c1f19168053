// What a comparison prints when it is over: the report, what is asked of it beside, and where it was written.
import { join, relative, resolve } from 'node:path';
import { againstText } from '../reports/against.js';
import type { Analysis } from '../reports/analysis/analysis.js';
import { terminal } from '../reports/formats/terminal.js';
import { withSummary } from '../reports/summary-of.js';
import { type Assertion, settle } from './compare-assertions.js';
import type { CompareOptions } from './compare-options.js';
import { reportFiles } from './compare-report.js';

/** What the analysis is held against, beside its own verdicts. */
export interface Asked {
  assertions: readonly Assertion[];
  /** Of --against. */
  earlier: Analysis | undefined;
}

/** The report, on stdout; the exit code that its assertions have. */
export function print(
  analysis: Analysis,
  { out, options: { json }, asked }: { out: string | undefined; options: CompareOptions; asked: Asked },
): number {
  const { lines, exitCode } = settle(asked.assertions, analysis);
  const report = out === undefined ? [] : [`Report: ${shortest(join(out, reportFiles.html))}`];
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

/** From here, or from the root where that is less to read. */
function shortest(path: string): string {
  const [absolute, near] = [resolve(path), relative('.', path)];
  return near.length < absolute.length ? near : absolute;
}

/** Nobody reads less. */
const narrowest = 20;

/** A terminal that says it has no columns does not know. */
function terminalOf({ isTTY, columns }: NodeJS.WriteStream) {
  const width = columns || Number(process.env.COLUMNS) || 80;
  return { columns: Math.max(narrowest, width), colour: isTTY === true && !process.env.NO_COLOR };
}
