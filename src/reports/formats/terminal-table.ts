// A table of the report on a terminal: what does not fit beside goes below, under the rows' names again.
import { type Estimate, halfWidthShare } from '../analysis/estimate.js';
import { isRanked, type Row } from '../analysis/row.js';
import type { Table } from '../analysis/tables.js';
import { type Column, columnsOf, primaryColumn } from '../columns.js';
import type { Grid } from '../grid.js';
import { withShare } from '../numbers.js';
import { rowHead, rowName } from '../row-names.js';
import { columnWidth, gap, packed, type TextColumn, wrapped } from '../text-table.js';
import { verdictWords } from '../verdict-words.js';
import type { Style } from './terminal.js';

/** Model, primary figure, verdict. */
const comparedColumns = 3;

/** Longer reasons stand below the table. */
const longestVerdict = 42;

export function tableBlocks(table: Table, width: number, style: Style): string[] {
  const rows = [...table.rows, ...(table.control ? [table.control] : [])];
  const { names, verdicts, figures } = textColumns(table, rows);
  const [primary, ...others] = figures;
  const fits = !verdicts || columnWidth(names) + gap.length + columnWidth(verdicts) <= width;
  const columns = [names, ...(primary ? [primary] : []), ...(verdicts && fits ? [verdicts] : []), ...others];
  const blocks = packed(columns, width, comparedColumns).map(([head1, head2, ...lines], block) =>
    [
      ...[head1, head2].map((line) => style.dim(line ?? '')),
      ...lines
        .map((line, i) => (isFaint(rows[i]) ? style.dim(line) : line))
        .filter((_, i) => block === 0 || !isEmpty(rows[i])),
    ].join('\n'),
  );
  return fits ? blocks : [listedVerdicts(names, verdicts, width), ...blocks];
}

/** Where a terminal has no room for a name and its verdict side by side. */
function listedVerdicts(names: TextColumn, verdicts: TextColumn, width: number): string {
  const [, , ...rows] = names.cells;
  const [, , ...words] = verdicts.cells;
  const indent = '  ';
  return rows
    .flatMap((name, i) => {
      const [first = '', ...more] = wrapped(`${name}: ${words[i]}`, width - indent.length);
      return [first, ...more.map((line) => indent + line)];
    })
    .join('\n');
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

function textColumns(table: Table, rows: readonly Row[]) {
  const left = (head: string, cells: string[]): TextColumn => {
    return { cells: ['', head, ...cells.map((cell) => cell.replace(/\s+/g, ' '))], align: 'left' };
  };
  const names = left(
    rowHead(table),
    rows.map((row) => (table.scenario.sweep ? row.cell.row : rowName(row, table))),
  );
  const verdicts = rows.map((row) => verdictText(row, table));
  const hasVerdicts = verdicts.some((text) => text !== '');
  const figures = [primaryColumn(table), ...columnsOf(table).filter(({ isDetail }) => !isDetail)].map((column) =>
    textColumn(column, rows),
  );
  return {
    names,
    verdicts: hasVerdicts ? left(table.hasVerdicts ? 'verdict' : 'remark', verdicts) : undefined,
    figures,
  };
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
      : withShare(content.median, content.blocks < 2 ? undefined : halfWidthShare(content), number);
  return { cells: [...head, ...rows.map((row) => text(value(row)))], align: 'right' };
}
