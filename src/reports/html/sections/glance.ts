// All tables at a glance: each model's ratio to the baseline, told apart or not; the way into a page of many scenarios.
import type { Analysis } from '../../analysis/analysis.js';
import type { Row } from '../../analysis/row.js';
import type { Table } from '../../analysis/tables.js';
import { amountText, resourceOf } from '../../figure-texts.js';
import { absent, factor } from '../../numbers.js';
import { verdictWords } from '../../verdict-words.js';
import { scrolling } from '../data-table.js';
import { el, escaped } from '../svg.js';
import { tones } from './ranking.js';
import type { Section } from './section.js';

/** Fewer are seen without it. */
const fewestTables = 4;

/** Undefined where there are few tables. */
export function glanceSection({ tables, results }: Analysis): Section | undefined {
  const shown = tables.filter(({ model }) => model === null);
  if (shown.length < fewestTables) return undefined;
  const names = results.models.map(({ name }) => name);
  const head = ['', 'less is better', ...names];
  const body = shown.map((table) => tableLine(table, names));
  return {
    id: 'glance',
    title: 'At a glance',
    lead:
      `Each model by ${results.asked.baseline} in the same round: ▼ less and ▲ more are told apart, = does not differ, ? cannot be told; ` +
      '– is not compared. Figures without a sign have no verdict.',
    content: scrolling(
      'All tables at a glance',
      el(
        'table',
        { class: 'matrix' },
        el(
          'thead',
          {},
          el('tr', {}, ...head.map((text, i) => el('th', { scope: 'col', class: i > 1 && 'model' }, escaped(text)))),
        ),
        el('tbody', {}, ...body),
      ),
    ),
  };
}

function tableLine(table: Table, names: readonly string[]): string {
  const link = el('a', { href: `#${table.scenario.name}` }, escaped(table.key));
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, link),
    el('td', { class: 'resource' }, escaped(resourceOf(table.scenario))),
    ...names.map((name) => {
      const row = table.rows.find(({ cell }) => cell.row === name);
      if (!row) return el('td', {});
      const title = `${name}: ${verdictWords(row, table) || textOf(row, table)}`;
      return el('td', { class: tones[row.verdict.kind]?.name, title }, escaped(textOf(row, table)));
    }),
  );
}

function textOf(row: Row, { scenario: { primary, unit } }: Table): string {
  const { verdict, ratios, figures } = row;
  if (verdict.kind === 'baseline') return '1';
  if (verdict.kind === 'shown') {
    const value = figures[primary]?.median;
    return value === undefined ? absent : amountText(primary, value, unit);
  }
  const ratio = ratios[primary];
  return ratio ? `${tones[verdict.kind]?.sign ?? ''}${factor(ratio.median)}` : absent;
}
