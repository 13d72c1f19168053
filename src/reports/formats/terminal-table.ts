// A table of the report on a terminal: what does not fit beside goes below, under the rows' names again.
import { type Estimate, halfWidthShare } from '../analysis/estimate.js';
import { isRanked, type Row } from '../analysis/row.js';
import type { Table } from '../analysis/tables.js';
import { type Column, columnsOf, primaryColumn } from '../columns.js';
import type { Grid } from '../grid.js';
import { withShare } from '../numbers.js';
import { rowHead, rowName } from '../row-names.js';
import { packed, type TextColumn } from '../text-table.js';
import { verdictWords } from '../verdict-words.js';
import type { Style } from './terminal.js';

/** Model, primary figure, verdict. */
const comparedColumns = 3;

/** Longer reasons stand below the table. */
const longestVerdict = 42;

export function tableBlocks(table: Table, width: number, style: Style): string[] {
  const rows = [...table.rows, ...(table.control ? [table.control] : [])];
  return packed(textColumns(table, rows), width, comparedColumns).map(([head1, head2, ...lines], block) =>
    [
      ...[head1, head2].map((line) => style.dim(line ?? '')),
      ...lines
        .map((line, i) => (isFaint(rows[i]) ? style.dim(line) : line))
        .filter((_, i) => block === 0 || !isEmpty(rows[i])),
    ].join('\n'),
  );
}

/** Why it has no figures stands beside its name. */
const isEmpty = (row: Row | undefined): boolean => row?.served === undefined;

/** "messages/s, autocannon": what is counted below of whom. */
export function gridBlocks({ head, rows }: Grid, width: number, style: Style): string[] {
  const heads = head.map((text) => text.split(', ').toReversed());
  const height = Math.max(...heads.map(({ length }) => length));
  const columns = heads.map((lines, i): TextColumn => {
    const above = Array.from({ length: height - lines.length }, () => '');
    return { cells: [...above, ...lines, ...rows.map((row) => row[i] ?? '')], align: i === 0 ? 'left' : 'right' };
  });
  return packed(columns, width, 2).map((lines) =>
    lines.map((line, i) => (i < height ? style.dim(line) : line)).join('\n'),
  );
}

const isFaint = (row: Row | undefined): boolean => row === undefined || !isRanked(row) || row.cell.role === 'control';

function textColumns(table: Table, rows: readonly Row[]): TextColumn[] {
  const left = (head: string, cells: string[]): TextColumn => ({ cells: ['', head, ...cells], align: 'left' });
  const names = left(
    rowHead(table),
    rows.map((row) => (table.scenario.sweep ? row.cell.row : rowName(row, table))),
  );
  const verdicts = rows.map((row) => verdictText(row, table));
  const hasVerdicts = verdicts.some((text) => text !== '');
  const [primary, ...others] = [primaryColumn(table), ...columnsOf(table).filter(({ isDetail }) => !isDetail)].map(
    (column) => textColumn(column, rows),
  );
  return [
    names,
    ...(primary ? [primary] : []),
    ...(hasVerdicts ? [left(table.hasVerdicts ? 'verdict' : 'remark', verdicts)] : []),
    ...others,
  ];
}

function verdictText(row: Row, table: Table): string {
  if (row.cell.role === 'control') return `${row.cell.model} again`;
  const words = verdictWords(row, table).replace('about ', '~');
  return words.length > longestVerdict ? words.replace(/:.*$/, '') : words;
}

function textColumn({ head, value, number }: Column, rows: readonly Row[]): TextColumn {
  const text = (content: Estimate | string) =>
    typeof content === 'string'
      ? content
      : withShare(content.median, content.rounds < 2 ? undefined : halfWidthShare(content), number);
  return { cells: [...head, ...rows.map((row) => text(value(row)))], align: 'right' };
}
