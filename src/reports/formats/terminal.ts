// The report for a terminal: tables that fit its width; what does not fit beside goes below, under the models' names again.
import type { Summary } from '../../statistics/summary.js';
import type { Results } from '../../trials/results.js';
import { type Column, columnsOf } from '../columns.js';
import { type Table, tablesOf } from '../comparison.js';
import { headerOf, legend } from '../header.js';
import { range, type WriteNumber, withSpread } from '../numbers.js';
import { isComparable, type Row } from '../row.js';
import { packed, type TextColumn, wrapped } from '../text-table.js';

export interface Terminal {
  columns: number;
  colour: boolean;
}

/** Model, served, primary figure, × baseline. */
const comparedColumns = 4;

/** Longer lines of prose are hard to read. */
const proseColumns = 100;

interface Style {
  bold(text: string): string;
  dim(text: string): string;
}

const plain: Style = { bold: (text) => text, dim: (text) => text };
const coloured: Style = { bold: (text) => `\x1b[1m${text}\x1b[22m`, dim: (text) => `\x1b[2m${text}\x1b[22m` };

export function terminal(results: Results, { columns, colour }: Terminal): string {
  const style = colour ? coloured : plain;
  const about = [...headerOf(results), legend(results.asked.baseline)].flatMap(prose(columns));
  const sections = tablesOf(results).map((table) => section(table, columns, style));
  return `${[about.map(style.dim).join('\n'), ...sections].join('\n\n')}\n`;
}

const prose = (columns: number) => (text: string) => wrapped(text, Math.min(columns, proseColumns));

function section(table: Table, width: number, style: Style): string {
  const text = prose(width);
  const isFaint = table.rows.map((row) => !isComparable(row));
  const blocks = packed(textColumns(table), width, comparedColumns).map(([head1, head2, ...rows]) =>
    [
      ...[head1, head2].map((line) => style.dim(line ?? '')),
      ...rows.map((line, i) => (isFaint[i] ? style.dim(line) : line)),
    ].join('\n'),
  );
  const notes = table.notes.flatMap(text).map(style.dim).join('\n');
  const head = [
    ...text(table.title).map(style.bold),
    ...(table.reading ? text(table.reading) : []).map(style.dim),
  ].join('\n');
  return [head, ...blocks, notes].filter((part) => part !== '').join('\n\n');
}

function textColumns({ scenario, rows }: Table): TextColumn[] {
  const names = { cells: ['', 'model', ...rows.map(({ cell }) => cell.model)], align: 'left' as const };
  return [names, ...columnsOf(scenario).map((column) => textColumn(column, rows))];
}

function textColumn({ head, shows, value, number }: Column, rows: readonly Row[]): TextColumn {
  const contents = rows.map(value);
  if (shows === 'range') return { cells: [...head, ...ranges(contents, number)], align: 'left' };
  const brief = (content: Summary | string) => (typeof content === 'string' ? content : withSpread(content, number));
  return { cells: [...head, ...contents.map(brief)], align: 'right' };
}

/** The medians end, and the ranges begin, each below the other. */
function ranges(contents: readonly (Summary | string)[], number: WriteNumber): string[] {
  const middles = contents.map((content) => (typeof content === 'string' ? content : number(content.median)));
  const width = Math.max(...middles.map(({ length }) => length));
  return contents.map((content, i) => {
    const middle = (middles[i] ?? '').padStart(width);
    return typeof content === 'string' ? middle : `${middle} ${range(content, number)}`.trimEnd();
  });
}
