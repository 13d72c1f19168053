// The page's top: each scenario's question, and its answer in a sentence.
import type { Analysis } from '../../analysis/analysis.js';
import type { Table } from '../../analysis/tables.js';
import { sentenceOf } from '../../sentences.js';
import { el, escaped } from '../svg.js';
import type { Section } from './section.js';

export function verdictsSection({ tables, results }: Analysis): Section {
  const names = results.models.map(({ name }) => name).sort((a, b) => b.length - a.length);
  const scenarios = [...new Set(tables.map(({ scenario }) => scenario))];
  return {
    id: 'verdicts',
    title: 'What was found',
    lead: '',
    content: scenarios
      .map((scenario) => {
        const own = tables.filter((table) => table.scenario === scenario);
        return el(
          'article',
          { class: 'verdict' },
          el('h3', {}, escaped(scenario.question)),
          ...own.map((table) => answer(table, own.length > 1, names)),
        );
      })
      .join(''),
  };
}

function answer(table: Table, isOneOfSeveral: boolean, names: readonly string[]): string {
  const [finding, ...rest] = sentenceOf(table);
  const where = isOneOfSeveral && table.model === null ? `At ${table.connections} connections: ` : '';
  return [
    el('p', { class: 'finding' }, unbroken(escaped(`${where}${finding}`), names)),
    ...rest.map((sentence) => el('p', { class: 'aside' }, unbroken(escaped(sentence), names))),
  ].join('');
}

/** Names of models and short brackets stay on one line. */
function unbroken(markup: string, names: readonly string[]): string {
  const pattern = new RegExp(
    `(?<![\\w-])(${names.map((name) => name.replace(/[^\w-]/g, '\\$&')).join('|')})(?![\\w-])`,
    'g',
  );
  return markup
    .replace(pattern, (name) => el('b', { class: 'whole' }, name))
    .replace(/\([^()<]{1,24}\)/g, (brackets) => el('span', { class: 'whole' }, brackets));
}
