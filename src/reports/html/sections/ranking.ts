// The ranking: each model's verdict and primary figure, the cheapest first; every other figure folded below.
import type { Results } from '../../../trials/results.js';
import type { Analysis } from '../../analysis/analysis.js';
import type { Estimate } from '../../analysis/estimate.js';
import { isRanked, type Row } from '../../analysis/row.js';
import type { Table } from '../../analysis/tables.js';
import { type Column, columnsOf, primaryColumn } from '../../columns.js';
import { readingOf } from '../../header.js';
import { notesOf } from '../../notes.js';
import { withInterval } from '../../numbers.js';
import { verdictWords } from '../../verdict-words.js';
import { table as dataTable, folded, scrolling } from '../data-table.js';
import { markOf, swatch } from '../marks.js';
import { el, escaped } from '../svg.js';
import type { Section } from './section.js';

const tones: Partial<Record<Row['verdict']['kind'], { name: string; sign: string }>> = {
  cheaper: { name: 'less', sign: '▼ ' },
  dearer: { name: 'more', sign: '▲ ' },
  'no-difference': { name: 'same', sign: '= ' },
  'cant-tell': { name: 'open', sign: '? ' },
};

export function rankingSection({ tables, results }: Analysis): Section {
  return {
    id: 'ranking',
    title: 'Ranking',
    lead: 'The cheapest first. Only what has a verdict is told apart from the baseline; neighbours without one may change places.',
    content: tables.map((table) => ranking(table, results)).join(''),
  };
}

function ranking(table: Table, results: Results): string {
  const primary = primaryColumn(table);
  const head = ['', 'model', primary.head.join(' '), '× baseline', 'verdict', 'served'];
  const columns = columnsOf(table);
  const notes = notesOf(table).map((note) => el('li', {}, escaped(note)));
  return el(
    'article',
    { class: 'table' },
    el('h3', {}, escaped(table.title)),
    el('p', {}, escaped(readingOf(table.scenario))),
    scrolling(
      `Ranking: ${table.title}`,
      el(
        'table',
        { class: 'ranking' },
        el('thead', {}, el('tr', {}, ...head.map((text) => el('th', { scope: 'col' }, escaped(text))))),
        el('tbody', {}, ...table.rows.map((row, i) => line(row, i + 1, table, primary, columns, results))),
      ),
    ),
    notes.length > 0 ? el('ul', { class: 'notes' }, ...notes) : '',
    folded('All figures', dataTable(allFigures(table))),
  );
}

function line(
  row: Row,
  place: number,
  table: Table,
  primary: Column,
  columns: readonly Column[],
  results: Results,
): string {
  const [ratio, served] = columns;
  const tone = tones[row.verdict.kind];
  const cell = (text: string, name?: string) => el('td', { class: name }, escaped(text));
  return el(
    'tr',
    { class: row.verdict.kind === 'baseline' ? 'baseline' : isRanked(row) ? undefined : 'faint' },
    cell(isRanked(row) ? String(place) : ''),
    el('th', { scope: 'row' }, swatch(markOf(row, results)), escaped(row.cell.row)),
    cell(textOf(primary, row)),
    cell(ratio ? textOf(ratio, row) : ''),
    el(
      'td',
      { class: 'words' },
      el('span', { class: tone && `pill ${tone.name}` }, escaped(`${tone?.sign ?? ''}${verdictWords(row, table)}`)),
    ),
    cell(served ? textOf(served, row) : ''),
  );
}

const textOf = ({ value, number }: Column, row: Row): string => {
  const content: Estimate | string = value(row);
  return typeof content === 'string' ? content : withInterval(content, number);
};

function allFigures(table: Table) {
  const columns = [primaryColumn(table), ...columnsOf(table)];
  const rows = [...table.rows, ...(table.control ? [table.control] : [])];
  return {
    caption: `All figures: ${table.title}. Medians over the rounds with 95 % intervals; only ${primaryColumn(table).head.join(' ')} has a verdict.`,
    head: ['model', ...columns.map(({ head }) => head.join(' ').trim())],
    rows: rows.map((row) => [row.cell.row, ...columns.map((column) => textOf(column, row))]),
  };
}
