// The report as Markdown: every figure with its full interval.
import type { Analysis } from '../analysis/analysis.js';
import type { Estimate } from '../analysis/estimate.js';
import type { Row } from '../analysis/row.js';
import type { Table } from '../analysis/tables.js';
import type { TwinPair } from '../analysis/twins.js';
import { type Column, columnsOf, primaryColumn } from '../columns.js';
import { figureTexts, resourceOf } from '../figure-texts.js';
import { headerOf, legend, readingOf } from '../header.js';
import { notesOf } from '../notes.js';
import { factor, withInterval } from '../numbers.js';
import { sentenceOf } from '../sentences.js';
import { verdictWords } from '../verdict-words.js';

export function markdown({ results, tables, twins }: Analysis): string {
  const command = `\`${results.commandLine.join(' ')}\``;
  const head = ['# Concurrency models compared', ...headerOf(results).map(escaped), command];
  const runtime = twins.filter(({ costs }) => costs.length > 0);
  return `${[
    ...head,
    ...findings(tables),
    escaped(legend(results.asked.baseline)),
    ...tables.map(section),
    ...(runtime.length > 0 ? ['## Model and runtime', ...runtime.map(decomposition)] : []),
  ].join('\n\n')}\n`;
}

const findings = (tables: readonly Table[]): string[] => [
  '## What was found',
  tables
    .map((table) => `- **${table.scenario.question}** (${table.key}) ${escaped(sentenceOf(table).join(' '))}`)
    .join('\n'),
];

function section(table: Table): string {
  const columns = [primaryColumn(table), ...columnsOf(table)];
  const rows = [...table.rows, ...(table.control ? [table.control] : [])];
  const lines = [
    line(['model', 'verdict', ...columns.map(({ head }) => head.join(' ').trim())]),
    line([':--', ':--', ...columns.map(() => '--:')]),
    ...rows.map((row) =>
      line([row.cell.row, verdictText(row, table), ...columns.map((column) => textOf(column, row))]),
    ),
  ];
  const notes = notesOf(table).map((note) => `- ${escaped(note)}`);
  return [`## ${table.title}`, readingOf(table.scenario), lines.join('\n'), notes.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n');
}

const verdictText = (row: Row, table: Table): string =>
  row.cell.role === 'control' ? `${row.cell.model} again` : verdictWords(row, table);

function decomposition({ nativeName, runtimeName, costs }: TwinPair): string {
  const lines = costs.map(({ table, nativeCost, runtimeCost, ratio }) => {
    const { number, unit } = figureTexts[table.scenario.primary];
    const resource = `${resourceOf(table.scenario)}, ${unit(table.scenario.unit)}`;
    const times = `${factor(ratio.median)} (${factor(ratio.low)}–${factor(ratio.high)})`;
    return line([table.key, resource, number(nativeCost.median), number(runtimeCost.median), times]);
  });
  return [
    line(['table', 'resource', nativeName, runtimeName, '×']),
    line([':--', ':--', '--:', '--:', '--:']),
    ...lines,
  ].join('\n');
}

const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;

/** What comes from outside, such as a processor's name, is text and no markup. */
const escaped = (text: string): string => text.replace(/[|<>*`\\[\]]/g, '\\$&');

function textOf({ value, number }: Column, row: Row): string {
  const content: Estimate | string = value(row);
  return typeof content === 'string' ? content : withInterval(content, number);
}
