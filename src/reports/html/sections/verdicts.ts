// The page's top: each scenario's question, and its answer in a sentence.
import type { Analysis } from '../../analysis/analysis.js';
import type { Table } from '../../analysis/tables.js';
import { clientName } from '../../client-texts.js';
import { sentenceOf } from '../../sentences.js';
import { el, escaped } from '../svg.js';
import type { Section } from './section.js';

export function verdictsSection(analysis: Analysis): Section {
  const { tables } = analysis;
  const scenarios = [...new Set(tables.map(({ scenario }) => scenario))];
  return {
    id: 'verdicts',
    title: 'What was found',
    lead: '',
    content: scenarios
      .map((scenario) => {
        const own = tables.filter((table) => table.scenario === scenario);
        const link = el('a', { href: `#${scenario.name}` }, escaped(scenario.name));
        return el(
          'article',
          { class: 'verdict' },
          el('h3', {}, escaped(scenario.question), ' ', el('span', { class: 'where' }, link)),
          ...answersOf(own, analysis),
        );
      })
      .join(''),
  };
}

/** Of the tables of one scenario: each says which it is. */
export const answersOf = (tables: readonly Table[], analysis: Analysis): string[] =>
  tables.map((table) => answer(table, analysis, tables.length > 1 && table.model === null));

export function answer(table: Table, { results }: Analysis, isOneOfSeveral = false): string {
  const names = results.models.map(({ name }) => name).sort((a, b) => b.length - a.length);
  const [finding, ...rest] = sentenceOf(table);
  const by = results.asked.clients.length > 1 ? `, by ${clientName(table.client)}` : '';
  const where = isOneOfSeveral ? `At ${table.connections} connections${by}: ` : '';
  return [
    el('p', { class: 'finding' }, unbroken(escaped(`${where}${finding}`), names)),
    ...rest.map((sentence) => el('p', { class: 'aside' }, unbroken(escaped(sentence), names))),
  ].join('');
}

/** Names of models and short brackets stay on one line. */
function unbroken(markup: string, names: readonly string[]): string {
  const written = names.map((name) => escaped(name).replace(/[^\w-]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\w-])(${written.join('|')})(?![\\w-])`, 'g');
  return (names.length === 0 ? markup : markup.replace(pattern, (name) => el('b', { class: 'whole' }, name))).replace(
    /\([^()<]{1,24}\)/g,
    (brackets) => el('span', { class: 'whole' }, brackets),
  );
}
