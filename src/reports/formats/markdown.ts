// The report as Markdown: every figure with its full range.
import type { Results } from '../../trials/results.js';
import { type Column, columnsOf } from '../columns.js';
import { type Table, tablesOf } from '../comparison.js';
import { headerOf, legend } from '../header.js';
import { withRange } from '../numbers.js';
import type { Row } from '../row.js';

export function markdown(results: Results): string {
  const command = `\`${results.commandLine.join(' ')}\``;
  const head = ['# Comparison of concurrency models', ...headerOf(results), command, legend(results.asked.baseline)];
  return `${[...head, ...tablesOf(results).map(section)].join('\n\n')}\n`;
}

function section(table: Table): string {
  const columns = columnsOf(table.scenario);
  const lines = [
    line(['model', ...columns.map(({ head }) => head.join(' ').trim())]),
    line([':--', ...columns.map(() => '--:')]),
    ...table.rows.map((row) => line([nameOf(row), ...columns.map((column) => textOf(column, row))])),
  ];
  const notes = table.notes.map((note) => `- ${note}`).join('\n');
  return [`## ${table.title}`, table.reading ?? '', lines.join('\n'), notes].filter((part) => part !== '').join('\n\n');
}

const line = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

const nameOf = ({ cell, isBaseline }: Row): string => (isBaseline ? `${cell.model} (baseline)` : cell.model);

function textOf({ value, number }: Column, row: Row): string {
  const content = value(row);
  return typeof content === 'string' ? content : withRange(content, number);
}
