// Results of an earlier run: those that a comparison goes on from (--resume), or is held against (--against).
import { type Analysis, analyse } from '../reports/analysis/analysis.js';
import { decidedRows, type Table } from '../reports/analysis/tables.js';
import { machineText } from '../reports/header.js';
import { isWide } from '../trials/compare-design.js';
import { thisMachine } from '../trials/machine.js';
import type { Results } from '../trials/results.js';
import { readResults } from '../trials/results-file.js';
import type { CompareOptions } from './compare-options.js';
import { CliError } from './errors.js';

/** Throws a usage error where they are not of this machine, or have nothing left to run. */
export function resumable(file: string, { rounds }: CompareOptions): Results {
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
      : 'every row of these results is decided to within ±5 %';
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

/** Of --against. */
export function earlierOf({ against }: CompareOptions): Analysis | undefined {
  if (against === undefined) return undefined;
  return orUsageError(() => {
    const results = readResults(against);
    refuseOtherMachine(results);
    return analyse(results);
  });
}

/** What is wrong with a file of results is for whoever named it. */
export function orUsageError<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new CliError((error as Error).message);
  }
}
