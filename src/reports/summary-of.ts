// What came of a comparison, for machines: the summary that results.json and --json hold.
import type { Results } from '../trials/results.js';
import type { Summary } from '../trials/summary.js';
import { type Analysis, analyse } from './analysis/analysis.js';
import type { Estimate } from './analysis/estimate.js';
import type { Row } from './analysis/row.js';
import type { Table } from './analysis/tables.js';
import { sentenceOf } from './sentences.js';
import { verdictWords } from './verdict-words.js';

/** The results with their summary made anew. */
export const withSummary = (results: Results): Results => ({ ...results, summary: summaryOf(analyse(results)) });

export function summaryOf({ trust, tables, predictions }: Analysis): Summary {
  const count = (...kinds: string[]) => predictions.filter(({ agreement }) => kinds.includes(agreement)).length;
  return {
    decided: trust.decided.count,
    of: trust.decided.of,
    predictions: { right: count('as-predicted'), wrong: count('otherwise'), undecided: count('open') },
    tables: tables.map(tableOf),
  };
}

function tableOf(table: Table): Summary['tables'][number] {
  const { key, scenario, connections, client, blocks, finding } = table;
  const rows = [...table.rows, ...(table.control ? [table.control] : [])];
  return {
    ...{ table: key, scenario: scenario.name, connections, client, primary: scenario.primary, blocks },
    sentence: sentenceOf(table).join(' '),
    control: finding
      ? {
          percent: finding.percent,
          lowPercent: finding.lowPercent,
          highPercent: finding.highPercent,
          resolutionPercent: finding.resolutionPercent,
          isBiased: finding.isBiased,
        }
      : null,
    rows: rows.map((row) => rowOf(row, table)),
  };
}

function rowOf(row: Row, table: Table): Summary['tables'][number]['rows'][number] {
  const { primary } = table.scenario;
  const ratio = row.ratios[primary];
  return {
    row: row.cell.row,
    model: row.cell.model,
    verdict: row.verdict.kind,
    words: verdictWords(row, table),
    median: row.figures[primary]?.median ?? null,
    ratio: ratio ? { ...numbersOf(ratio), level: ratio.level ?? null } : null,
    figures: Object.fromEntries(Object.entries(row.figures).map(([name, value]) => [name, numbersOf(value)])),
  };
}

const numbersOf = ({ median, low, high, blocks }: Estimate) => ({ median, low, high, blocks });
