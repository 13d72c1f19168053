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
  const isTurned = names.length > shown.length;
  const [head, body] = isTurned ? byModel(shown, names) : byTable(shown, names);
  return {
    id: 'glance',
    title: 'At a glance',
    lead:
      `Each model by ${results.asked.baseline} in the same block: ▼ less and ▲ more are told apart, = does not differ, ? cannot be told; ` +
      '– is not compared. Figures without a sign have no verdict.',
    content: scrolling(
      'All tables at a glance',
      el('table', { class: 'matrix' }, el('thead', {}, head), el('tbody', {}, ...body)),
    ),
  };
}

type HeadAndBody = [head: string, body: string[]];

/** A line for each table. */
function byTable(tables: readonly Table[], names: readonly string[]): HeadAndBody {
  const head = ['', 'less is better', ...names];
  return [
    el('tr', {}, ...head.map((text, i) => el('th', { scope: 'col', class: i > 1 && 'model' }, escaped(text)))),
    tables.map((table) =>
      el(
        'tr',
        {},
        el('th', { scope: 'row' }, linkTo(table)),
        el('td', { class: 'resource' }, escaped(resourceOf(table.scenario))),
        ...names.map((name) => cellOf(table, name)),
      ),
    ),
  ];
}

/** Of many models, a line for each of them: names are longer than figures. */
function byModel(tables: readonly Table[], names: readonly string[]): HeadAndBody {
  const head = tables.map((table) =>
    el('th', { scope: 'col', class: 'of' }, linkTo(table), el('small', {}, escaped(resourceOf(table.scenario)))),
  );
  return [
    el('tr', {}, el('td', {}), ...head),
    names.map((name) =>
      el('tr', {}, el('th', { scope: 'row' }, escaped(name)), ...tables.map((table) => cellOf(table, name))),
    ),
  ];
}

const linkTo = ({ key, scenario }: Table): string => el('a', { href: `#${scenario.name}` }, escaped(key));

function cellOf(table: Table, name: string): string {
  const row = table.rows.find(({ cell }) => cell.row === name);
  if (!row) return el('td', {});
  const title = `${name}: ${verdictWords(row, table) || textOf(row, table)}`;
  return el('td', { class: tones[row.verdict.kind]?.name, title }, escaped(textOf(row, table)));
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
