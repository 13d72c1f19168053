// The report for a terminal: tables that fit its width; what does not fit beside goes below, under the models' names again.
import type { Results } from '../../trials/results.js';
import { type Column, columnsOf } from '../columns.js';
import { isComparable, type Row, type Table, tablesOf } from '../comparison.js';
import { headerOf, legend, readingOf } from '../header.js';
import { significant, withRange, withSpread } from '../numbers.js';
import { packed, type TextColumn, wrapped } from '../text-table.js';

export interface Terminal {
  columns: number;
  colour: boolean;
}

interface Style {
  bold(text: string): string;
  dim(text: string): string;
}

const plain: Style = { bold: (text) => text, dim: (text) => text };
const coloured: Style = { bold: (text) => `\x1b[1m${text}\x1b[22m`, dim: (text) => `\x1b[2m${text}\x1b[22m` };

export function terminal(results: Results, { columns, colour }: Terminal): string {
  const style = colour ? coloured : plain;
  const about = [...headerOf(results), legend(results.asked.baseline)].flatMap((text) => wrapped(text, columns));
  const sections = tablesOf(results).map((table) => section(table, columns, style));
  return `${[about.map(style.dim).join('\n'), ...sections].join('\n\n')}\n`;
}

function section(table: Table, width: number, style: Style): string {
  const text = (content: string) => wrapped(content, width);
  const isFaint = table.rows.map((row) => !isComparable(row));
  const blocks = packed(textColumns(table), width).map(([head1, head2, ...rows]) =>
    [
      ...[head1, head2].map((line) => style.dim(line ?? '')),
      ...rows.map((line, i) => (isFaint[i] ? style.dim(line) : line)),
    ].join('\n'),
  );
  const notes = table.notes.flatMap(text).map(style.dim).join('\n');
  const head = [...text(table.title).map(style.bold), ...text(readingOf(table.scenario)).map(style.dim)].join('\n');
  return [head, ...blocks, notes].filter((part) => part !== '').join('\n\n');
}

function textColumns({ scenario, rows }: Table): TextColumn[] {
  const names = { cells: ['', 'model', ...rows.map(({ cell }) => cell.model)], align: 'left' as const };
  return [
    names,
    ...columnsOf(scenario).map((column) => ({
      cells: [...column.head, ...rows.map((row) => textOf(column, row))],
      align: column.shows === 'range' ? ('left' as const) : ('right' as const),
    })),
  ];
}

function textOf({ shows, value }: Column, row: Row): string {
  const content = value(row);
  if (typeof content === 'string') return content;
  return { range: withRange, spread: withSpread, plain: () => significant(content.median) }[shows](content);
}
