// The report for a terminal: tables that fit its width; what does not fit beside goes below, under the models' names again.
import type { Analysis } from '../analysis/analysis.js';
import { type Estimate, halfWidthShare } from '../analysis/estimate.js';
import { isRanked, type Row } from '../analysis/row.js';
import type { Table } from '../analysis/tables.js';
import { type Column, columnsOf, primaryColumn } from '../columns.js';
import { headerOf, legend, readingOf } from '../header.js';
import { notesOf } from '../notes.js';
import { withShare } from '../numbers.js';
import { sentenceOf } from '../sentences.js';
import { packed, type TextColumn, wrapped } from '../text-table.js';
import { verdictWords } from '../verdict-words.js';

export interface Terminal {
  columns: number;
  colour: boolean;
}

/** Model, primary figure, verdict. */
const comparedColumns = 3;

/** Longer lines of prose are hard to read. */
const proseColumns = 100;

/** Longer reasons stand below the table. */
const longestVerdict = 42;

interface Style {
  bold(text: string): string;
  dim(text: string): string;
}

const plain: Style = { bold: (text) => text, dim: (text) => text };
const coloured: Style = { bold: (text) => `\x1b[1m${text}\x1b[22m`, dim: (text) => `\x1b[2m${text}\x1b[22m` };

export function terminal({ results, tables }: Analysis, { columns, colour }: Terminal): string {
  const style = colour ? coloured : plain;
  const about = [...headerOf(results), legend(results.asked.baseline)].flatMap(prose(columns));
  const sections = tables.map((table, i) =>
    section(table, tables[i - 1]?.scenario !== table.scenario, { width: columns, style }),
  );
  return `${[about.map(style.dim).join('\n'), ...sections].join('\n\n')}\n`;
}

/** A number and its unit stay on one line. */
const prose = (columns: number) => (text: string) =>
  wrapped(text.replace(/(\d) (?=[%×])/g, '$1\u00a0'), Math.min(columns, proseColumns)).map((line) =>
    line.replaceAll('\u00a0', ' '),
  );

/** How the figures of a scenario are read is told once for all of its tables. */
function section(table: Table, isFirst: boolean, { width, style }: { width: number; style: Style }): string {
  const text = prose(width);
  const rows = rowsOf(table);
  const blocks = packed(textColumns(table, rows), width, comparedColumns).map(([head1, head2, ...lines]) =>
    [
      ...[head1, head2].map((line) => style.dim(line ?? '')),
      ...lines.map((line, i) => (isFaint(rows[i]) ? style.dim(line) : line)),
    ].join('\n'),
  );
  const [finding] = sentenceOf(table);
  return [
    [...text(table.title).map(style.bold), ...(isFirst ? text(readingOf(table.scenario)) : []).map(style.dim)].join(
      '\n',
    ),
    ...blocks,
    text(finding).join('\n'),
    notesOf(table).flatMap(text).map(style.dim).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const rowsOf = ({ rows, control }: Table): Row[] => [...rows, ...(control ? [control] : [])];
const isFaint = (row: Row | undefined): boolean => row === undefined || !isRanked(row) || row.cell.role === 'control';

function textColumns(table: Table, rows: readonly Row[]): TextColumn[] {
  const names = { cells: ['', 'model', ...rows.map(({ cell }) => cell.row)], align: 'left' as const };
  const verdicts = { cells: ['', 'verdict', ...rows.map((row) => verdictText(row, table))], align: 'left' as const };
  const [primary, ...others] = [primaryColumn(table), ...columnsOf(table).filter(({ isDetail }) => !isDetail)].map(
    (column) => textColumn(column, rows),
  );
  return [names, ...(primary ? [primary] : []), verdicts, ...others];
}

function verdictText(row: Row, table: Table): string {
  if (row.cell.role === 'control') return `${row.cell.model} again`;
  const words = verdictWords(row, table);
  return words.length > longestVerdict ? words.replace(/:.*$/, '') : words;
}

function textColumn({ head, value, number }: Column, rows: readonly Row[]): TextColumn {
  const text = (content: Estimate | string) =>
    typeof content === 'string'
      ? content
      : withShare(content.median, content.rounds < 2 ? undefined : halfWidthShare(content), number);
  return { cells: [...head, ...rows.map((row) => text(value(row)))], align: 'right' };
}
