// The report as Markdown: every figure with its full interval.
import type { Analysis } from '../analysis/analysis.js';
import type { ClientsCompared } from '../analysis/clients.js';
import { hasCurves } from '../analysis/curve.js';
import type { Estimate } from '../analysis/estimate.js';
import type { Predicted } from '../analysis/predictions.js';
import type { Row } from '../analysis/row.js';
import { sweepOf } from '../analysis/sweep.js';
import type { Table } from '../analysis/tables.js';
import type { TwinPair } from '../analysis/twins.js';
import { clientsGrid, clientsSentence } from '../client-texts.js';
import { type Column, columnsOf, primaryColumn } from '../columns.js';
import { curveGrid, curveReading } from '../curve-texts.js';
import { bareAmount, resourceOf } from '../figure-texts.js';
import type { Grid } from '../grid.js';
import { headerOf, legend, readingOf } from '../header.js';
import { headlineOf, moreTimeText } from '../headline.js';
import { notesOf } from '../notes.js';
import { factor, withInterval } from '../numbers.js';
import { predictionsGrid, predictionsSentence } from '../prediction-texts.js';
import { rowHead, rowName } from '../row-names.js';
import { sentenceOf } from '../sentences.js';
import { kneeReading, sweepGrid } from '../sweep-texts.js';
import { verdictWords } from '../verdict-words.js';

export function markdown(analysis: Analysis): string {
  const { results, tables, twins, predictions, clients } = analysis;
  const command = `    ${results.commandLine.join(' ')}`;
  const more = moreTimeText(analysis);
  const head = [
    '# Concurrency models compared',
    `**${escaped(headlineOf(analysis))}**`,
    ...headerOf(results).map(escaped),
    command,
  ];
  const runtime = twins.filter(({ costs }) => costs.length > 0);
  return `${[
    ...head,
    ...findings(tables),
    ...(more === '' ? [] : [escaped(more)]),
    escaped(legend(results.asked.baseline)),
    ...tables.map(section),
    ...sweeps(tables),
    ...(clients.length > 0 ? ['## How much of the figure was the client', ...clients.flatMap(clientsPart)] : []),
    ...predicted(predictions),
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
    line([
      rowHead(table),
      table.hasVerdicts ? 'verdict' : 'remark',
      ...columns.map(({ head }) => head.join(' ').trim()),
    ]),
    line([':--', ':--', ...columns.map(() => '--:')]),
    ...rows.map((row) =>
      line([rowName(row, table), verdictText(row, table), ...columns.map((column) => textOf(column, row))]),
    ),
  ];
  const notes = notesOf(table).map((note) => `- ${escaped(note)}`);
  const curve = hasCurves(table) ? [curveReading, gridLines(curveGrid(table))] : [];
  return [`## ${escaped(table.title)}`, readingOf(table.scenario), lines.join('\n'), ...curve, notes.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n');
}

function sweeps(tables: readonly Table[]): string[] {
  const found = tables.flatMap((table) => sweepOf(table) ?? []);
  const scenarios = [...new Set(found.map(({ table }) => table.scenario))];
  return scenarios.flatMap((scenario) => {
    const grid = sweepGrid(found.filter(({ table }) => table.scenario === scenario));
    return [`## ${scenario.name}: ${grid.caption}`, kneeReading(scenario.sweep ?? ''), gridLines(grid)];
  });
}

function clientsPart(compared: ClientsCompared): string[] {
  const grid = clientsGrid(compared);
  return [escaped(grid.caption), gridLines(grid), clientsSentence(compared)];
}

function predicted(predictions: readonly Predicted[]): string[] {
  if (predictions.length === 0) return [];
  const tables = [...new Set(predictions.map(({ table }) => table))];
  const grids = tables.map((table) => {
    const own = predictions.filter((each) => each.table === table);
    return predictionsGrid(own, table.key);
  });
  const rows = grids.flatMap(({ caption, rows: each }) => each.map((row) => [caption, ...row]));
  const head = ['table', ...(grids[0]?.head ?? [])];
  return ['## Predicted and measured', predictionsSentence(predictions), gridLines({ caption: '', head, rows })];
}

const gridLines = ({ head, rows }: Grid): string =>
  [line(head), line(head.map((_, i) => (i === 0 ? ':--' : '--:'))), ...rows.map(line)].join('\n');

const verdictText = (row: Row, table: Table): string =>
  row.cell.role === 'control' ? `${row.cell.model} again` : verdictWords(row, table);

function decomposition({ nativeName, runtimeName, costs }: TwinPair): string {
  const lines = costs.map(({ table, nativeCost, runtimeCost, ratio }) => {
    const { primary, unit } = table.scenario;
    const amount = ({ median }: Estimate) => bareAmount(primary, median, unit);
    const times = `${factor(ratio.median)} (${factor(ratio.low)}–${factor(ratio.high)})`;
    return line([table.key, resourceOf(table.scenario), amount(nativeCost), amount(runtimeCost), times]);
  });
  return [
    line(['table', 'resource', nativeName, runtimeName, '×']),
    line([':--', ':--', '--:', '--:', '--:']),
    ...lines,
  ].join('\n');
}

const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;

/** What comes from outside, such as a processor's name, is text and no markup. */
const escaped = (text: string): string => text.replace(/\s+/g, ' ').replace(/[|<>*`\\[\]]/g, '\\$&');

function textOf({ value, number }: Column, row: Row): string {
  const content: Estimate | string = value(row);
  return typeof content === 'string' ? content : withInterval(content, number);
}
