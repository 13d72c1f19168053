// One run beside an earlier one of the same machine: what has changed since, and what cannot be concluded.
import { changesOf } from '../statistics/two-runs.js';
import type { Analysis } from './analysis/analysis.js';
import { isRanked, type Row } from './analysis/row.js';
import type { Table } from './analysis/tables.js';
import { counted, factor } from './numbers.js';
import { rowName } from './row-names.js';
import { wrapped } from './text-table.js';
import { signed } from './verdict-words.js';

interface Pair {
  table: Table;
  row: Row;
  before: Row;
}

const logsOf = ({ blockRatios }: Row): number[] =>
  blockRatios.filter(({ isDisturbed }) => !isDisturbed).map(({ ratio }) => Math.log(ratio));

export function againstText(now: Analysis, earlier: Analysis, columns: number): string {
  const baseline = now.results.asked.baseline;
  const date = earlier.results.startedAt.slice(0, 16).replace('T', ' ');
  const head = `Against the run of ${date} UTC`;
  if (earlier.results.asked.baseline !== baseline) {
    return lines(
      [`${head}: it has another baseline (${earlier.results.asked.baseline}): nothing can be concluded.`],
      columns,
    );
  }
  const pairs = pairsOf(now, earlier);
  if (pairs.length === 0) return lines([`${head}: no row is in both.`], columns);
  if (earlier.results.startedAt === now.results.startedAt && earlier.results.seed === now.results.seed) {
    return lines([`${head}: it is this very run: nothing can have changed.`], columns);
  }
  const changes = changesOf(pairs.map(({ row, before }) => ({ earlier: logsOf(before), later: logsOf(row) })));
  const texts = pairs.map(({ table, row, before }, i) => {
    const change = changes[i];
    const name = `${indent}${table.key} ${rowName(row, table)}:`;
    if (!change) return `${name} too few blocks`;
    const ratios = `${ratioText(before, table)} then, ${ratioText(row, table)} now`;
    const interval = `${signed(percentOf(change.low))}…${signed(percentOf(change.high))} %`;
    return `${name} ${ratios}: ${change.isReal ? `changed by ${signed(percentOf(change.difference))} % (${interval})` : `no change is shown (${interval})`}`;
  });
  const real = changes.filter((change) => change?.isReal).length;
  return lines(
    [
      `${head}: ${real} of ${counted(pairs.length, 'ratio')} to ${baseline} changed.`,
      ...texts,
      `What may be concluded: that a ratio to ${baseline} changed; not whether the row or ${baseline} did. Figures in µs or kB of two runs are ` +
        'not compared: the machine was not in the same state. No change shown does not mean no change: the interval says how large one may be.',
      ...differences(now, earlier),
    ],
    columns,
  );
}

/** Rows are set in, and what does not fit on their line farther. */
function lines(texts: readonly string[], columns: number): string {
  const width = Math.max(20, Math.min(columns, 100));
  return texts
    .flatMap((text) => {
      if (!text.startsWith(indent)) return wrapped(text, width);
      const [first, ...more] = wrapped(text.trim(), width - 2 * indent.length);
      return [indent + first, ...more.map((line) => indent + indent + line)];
    })
    .join('\n');
}

const indent = '  ';

const percentOf = (log: number): number => 100 * Math.expm1(log);

const ratioText = (row: Row, { scenario }: Table): string => {
  const ratio = row.ratios[scenario.primary];
  return ratio ? `${factor(ratio.median)} ×` : '–';
};

function pairsOf(now: Analysis, earlier: Analysis): Pair[] {
  return now.tables
    .filter(({ hasVerdicts }) => hasVerdicts)
    .flatMap((table) => {
      const same = earlier.tables.find(({ key }) => key === table.key);
      return table.rows.flatMap((row) => {
        const before = same?.rows.find(({ cell }) => cell.row === row.cell.row);
        const isCompared = before && [row, before].every((each) => isRanked(each) && each.verdict.kind !== 'baseline');
        return isCompared ? [{ table, row, before }] : [];
      });
    });
}

/** What else may have changed the ratios. */
function differences({ results: now }: Analysis, { results: before }: Analysis): string[] {
  const versions = now.forkroad === before.forkroad ? [] : [`forkroad ${before.forkroad} then, ${now.forkroad} now`];
  const timing = (['windowMs', 'windows', 'service'] as const).filter((key) => now.asked[key] !== before.asked[key]);
  const changed = [...versions, ...timing.map((key) => `${key}: ${before.asked[key]} then, ${now.asked[key]} now`)];
  return changed.length === 0 ? [] : [`What differs between the runs themselves: ${changed.join('; ')}.`];
}
