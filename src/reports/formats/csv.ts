// The report as CSV (RFC 4180): a line for each scenario, row and figure; numbers as they are, not as they are shown.
import type { FigureName } from '../../trials/figures.js';
import type { Analysis } from '../analysis/analysis.js';
import type { Estimate } from '../analysis/estimate.js';
import type { Row } from '../analysis/row.js';
import type { Table } from '../analysis/tables.js';
import { figureTexts } from '../figure-texts.js';
import { verdictWords } from '../verdict-words.js';

const head = [
  ...['scenario', 'connections', 'row', 'model', 'figure', 'unit', 'median', 'low', 'high', 'n'],
  ...['ratio', 'ratio_low', 'ratio_high', 'verdict'],
];

type Field = string | number | undefined;

/** The verdict stands at the primary figure, which has a line even where it has no value. */
export const csv = ({ tables }: Analysis): string => [head, ...tables.flatMap(linesOf)].map(record).join('');

function linesOf(table: Table): Field[][] {
  const rows = [...table.rows, ...(table.control ? [table.control] : [])];
  return rows.flatMap((row) => {
    const { primary, unit } = table.scenario;
    const names = (Object.keys(figureTexts) as FigureName[]).filter((name) => name === primary || row.figures[name]);
    const figures = names.map((name) => [
      ...keysOf(row),
      ...[name, figureTexts[name].unit(unit)],
      ...numbersOf(row.figures[name]),
      ...ratioOf(row.ratios[name]),
      name === primary ? verdictOf(row, table) : '',
    ]);
    return [...figures, ...callsOf(row, unit)];
  });
}

const keysOf = ({ cell }: Row): Field[] => [cell.scenario, cell.connections, cell.row, cell.model];
const numbersOf = (value: Estimate | undefined): Field[] => [
  value?.median,
  value?.low,
  value?.high,
  value?.rounds ?? 0,
];
const ratioOf = (ratio: Estimate | undefined): Field[] => [ratio?.median, ratio?.low, ratio?.high];
const verdictOf = (row: Row, table: Table): string =>
  row.cell.role === 'control' ? 'control' : verdictWords(row, table);

/** Counted once, in a pass of its own. */
function callsOf(row: Row, unit: string): Field[][] {
  const { systemCallsPerMessage: calls } = row;
  if (calls === undefined) return [];
  return [[...keysOf(row), 'systemCallsPerMessage', `1/${unit}`, calls, calls, calls, 1, ...ratioOf(undefined), '']];
}

const record = (fields: readonly Field[]): string => `${fields.map(field).join(',')}\r\n`;

function field(value: Field): string {
  const text = value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
