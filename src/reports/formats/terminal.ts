// The report for a terminal: each scenario's tables, what they say, and what must be known of them.
import type { Analysis } from '../analysis/analysis.js';
import { hasCurves } from '../analysis/curve.js';
import { sweepOf } from '../analysis/sweep.js';
import type { Table } from '../analysis/tables.js';
import { clientsGrid, clientsSentence } from '../client-texts.js';
import { p99Grid } from '../curve-texts.js';
import { resourceOf } from '../figure-texts.js';
import { headerOf, legend, readingOf } from '../header.js';
import { headlineOf, moreTimeText } from '../headline.js';
import { notesOf } from '../notes.js';
import { capitalised, medianOnly } from '../numbers.js';
import { cameText, expectationText, predictionsSentence } from '../prediction-texts.js';
import { sentenceOf } from '../sentences.js';
import { kneeReading, sweepGrid } from '../sweep-texts.js';
import { wrapped } from '../text-table.js';
import { gridBlocks, tableBlocks } from './terminal-table.js';

export interface Terminal {
  columns: number;
  colour: boolean;
}

/** Longer lines of prose are hard to read. */
const proseColumns = 100;

export interface Style {
  bold(text: string): string;
  dim(text: string): string;
}

interface Page {
  width: number;
  style: Style;
  /** Lines that fit. */
  prose(text: string): string[];
}

const plain: Style = { bold: (text) => text, dim: (text) => text };
const coloured: Style = { bold: (text) => `\x1b[1m${text}\x1b[22m`, dim: (text) => `\x1b[2m${text}\x1b[22m` };

export function terminal(analysis: Analysis, { columns, colour }: Terminal): string {
  const { results, tables } = analysis;
  const page = { width: columns, style: colour ? coloured : plain, prose: prose(columns) };
  const about = [...headerOf(results), legend(results.asked.baseline)].flatMap(page.prose);
  const headline = page.prose(headlineOf(analysis)).map(page.style.bold);
  const more = page.prose(moreTimeText(analysis));
  const scenarios = [...new Set(tables.map(({ scenario }) => scenario))];
  const sections = scenarios.flatMap((scenario) => {
    const own = tables.filter((table) => table.scenario === scenario);
    return scenario.sweep ? [sweepSection(own, page)] : own.map((table, i) => section(table, i === 0, page));
  });
  return `${joined([[...headline, ...about.map(page.style.dim)].join('\n'), ...sections, ...clients(analysis, page), predicted(analysis, page), more.join('\n')])}\n`;
}

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');

const prose = (columns: number) => (text: string) => wrapped(text, Math.min(columns, proseColumns));

/** How the figures of a scenario are read is told once for all of its tables. */
function section(table: Table, isFirst: boolean, { width, style, prose: text }: Page): string {
  const reading = isFirst ? text(readingOf(table.scenario)).map(style.dim) : [];
  const curve = hasCurves(table) ? p99Grid(table) : undefined;
  const [finding] = sentenceOf(table);
  return joined([
    [...text(table.title).map(style.bold), ...reading].join('\n'),
    ...tableBlocks(table, width, style),
    ...(curve ? [`${curve.caption}:`, ...gridBlocks(curve, width, style)] : []),
    text(finding).join('\n'),
    notesOf(table).flatMap(text).map(style.dim).join('\n'),
  ]);
}

/** One table for all models: what each size brings to each of them. */
function sweepSection(tables: readonly Table[], { width, style, prose: text }: Page): string {
  const sweeps = tables.flatMap((table) => sweepOf(table) ?? []);
  const [first] = tables;
  if (!first) return '';
  const { scenario } = first;
  const title = `${scenario.name}: ${scenario.does(first.connections)}`;
  const failed = tables.flatMap((table) => (sweepOf(table) ? [] : notesOf(table)));
  const grid = sweepGrid(sweeps, medianOnly);
  return joined([
    [
      ...text(title).map(style.bold),
      ...text(`${readingOf(scenario)} ${kneeReading(scenario.sweep ?? '')}`).map(style.dim),
    ].join('\n'),
    ...(sweeps.length > 0
      ? [`${capitalised(resourceOf(scenario))} by ${scenario.sweep}:`, ...gridBlocks(grid, width, style)]
      : []),
    sweeps.flatMap(({ table }) => text(sentenceOf(table)[0])).join('\n'),
    [...new Set(failed)].flatMap(text).map(style.dim).join('\n'),
  ]);
}

const clients = ({ clients: compared }: Analysis, { width, style, prose: text }: Page): string[] =>
  compared.map((each) => {
    const { caption, ...grid } = clientsGrid(each, medianOnly);
    const title = text('How much of the figure was the client').map(style.bold).join('\n');
    const rows = gridBlocks({ caption, ...grid }, width, style);
    return joined([
      `${title}\n${text(caption).map(style.dim).join('\n')}`,
      ...rows,
      text(clientsSentence(each)).join('\n'),
    ]);
  });

/** Those that came otherwise, in full; the others are in the files. */
function predicted({ predictions }: Analysis, { style, prose: text }: Page): string {
  if (predictions.length === 0) return '';
  const surprises = predictions
    .filter(({ agreement }) => agreement === 'otherwise')
    .map(
      (each) => `✗ ${each.table.key}, ${each.row.cell.row}: predicted ${expectationText(each)}, came ${cameText(each)}`,
    );
  return joined([
    [...text('Predicted and measured').map(style.bold), ...text(predictionsSentence(predictions))].join('\n'),
    surprises.flatMap(text).join('\n'),
  ]);
}
