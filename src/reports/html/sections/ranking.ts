// The ranking of a table: each row's verdict and primary figure, the best first; every other figure folded below.
import type { Results } from '../../../trials/results.js';
import type { Estimate } from '../../analysis/estimate.js';
import { isRanked, type Row } from '../../analysis/row.js';
import type { Table } from '../../analysis/tables.js';
import { type Column, columnsOf, primaryColumn } from '../../columns.js';
import type { Grid } from '../../grid.js';
import { notesOf } from '../../notes.js';
import { withInterval } from '../../numbers.js';
import { rowHead, rowName } from '../../row-names.js';
import { verdictWords } from '../../verdict-words.js';
import { table as dataTable, folded, scrolling } from '../data-table.js';
import { markOf, swatch } from '../marks.js';
import { el, escaped } from '../svg.js';

export const tones: Partial<Record<Row['verdict']['kind'], { name: string; sign: string }>> = {
  cheaper: { name: 'less', sign: '▼ ' },
  costlier: { name: 'more', sign: '▲ ' },
  'no-difference': { name: 'same', sign: '= ' },
  'cant-tell': { name: 'open', sign: '? ' },
};

const headOf = ({ head }: Column): string => head.join(' ').trim();

export function ranking(table: Table, results: Results): string {
  const [primary, all] = [primaryColumn(table), columnsOf(table)];
  const [before, after] = table.hasVerdicts ? [all.slice(0, 1), all.slice(1, 2)] : [[], all];
  const columns = { before: [primary, ...before], after };
  const words = table.hasVerdicts ? 'verdict' : 'remark';
  const head = ['', rowHead(table), ...columns.before.map(headOf), words, ...columns.after.map(headOf)];
  const notes = notesOf(table).map((note) => el('li', {}, escaped(note)));
  return [
    scrolling(
      `Ranking: ${table.title}`,
      el(
        'table',
        { class: 'ranking' },
        el('thead', {}, el('tr', {}, ...head.map((text) => heading(text, words)))),
        el('tbody', {}, ...table.rows.map((row, i) => line(row, i + 1, { table, columns, results }))),
      ),
    ),
    notes.length > 0 ? el('ul', { class: 'notes' }, ...notes) : '',
    folded('All figures', dataTable(allFigures(table))),
  ].join('');
}

const heading = (text: string, words: string): string =>
  el('th', { scope: 'col', class: text === words ? 'words' : undefined }, escaped(text));

interface Columns {
  before: readonly Column[];
  after: readonly Column[];
}

function line(
  row: Row,
  place: number,
  { table, columns, results }: { table: Table; columns: Columns; results: Results },
): string {
  const tone = tones[row.verdict.kind];
  const words = `${tone?.sign ?? ''}${verdictWords(row, table)}`;
  const cells = (of: readonly Column[]) => of.map((column) => el('td', {}, escaped(textOf(column, row))));
  const hasPlace = isRanked(row) && !table.scenario.sweep;
  return el(
    'tr',
    { class: row.verdict.kind === 'baseline' ? 'baseline' : isRanked(row) ? undefined : 'faint' },
    el('td', {}, hasPlace ? String(place) : ''),
    el('th', { scope: 'row' }, swatch(markOf(row, results)), escaped(rowName(row, table))),
    ...cells(columns.before),
    el('td', { class: 'words' }, words && el('span', { class: tone && `pill ${tone.name}` }, escaped(words))),
    ...cells(columns.after),
  );
}

const textOf = ({ value, number }: Column, row: Row): string => {
  const content: Estimate | string = value(row);
  return typeof content === 'string' ? content : withInterval(content, number);
};

function allFigures(table: Table): Grid {
  const columns = [primaryColumn(table), ...columnsOf(table)];
  const rows = [...table.rows, ...(table.control ? [table.control] : [])];
  const verdicts = table.hasVerdicts ? `; only ${headOf(primaryColumn(table))} has a verdict` : '';
  return {
    caption: `All figures: ${table.title}. Medians over the blocks with 95 % intervals${verdicts}.`,
    head: [rowHead(table), ...columns.map(headOf)],
    rows: rows.map((row) => [rowName(row, table), ...columns.map((column) => textOf(column, row))]),
  };
}
