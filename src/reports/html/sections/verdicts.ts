// The page's top: each scenario's question, and its answer in a sentence.
import type { Analysis } from '../../analysis/analysis.js';
import type { Table } from '../../analysis/tables.js';
import { clientName } from '../../client-texts.js';
import { headlineOf, moreTimeText } from '../../headline.js';
import { sentenceOf } from '../../sentences.js';
import { el, escaped } from '../svg.js';
import type { Section } from './section.js';

export function verdictsSection(analysis: Analysis): Section {
  const { tables } = analysis;
  const scenarios = [...new Set(tables.map(({ scenario }) => scenario))];
  return {
    id: 'verdicts',
    title: 'What was found',
    lead: [headlineOf(analysis), moreTimeText(analysis)].filter((text) => text !== '').join(' '),
    content: scenarios
      .map((scenario) => {
        const own = tables.filter((table) => table.scenario === scenario);
        const link = el('a', { href: `#${scenario.name}` }, escaped(scenario.name));
        return el(
          'article',
          { class: 'verdict' },
          el('h3', {}, escaped(scenario.question), ' ', el('span', { class: 'where' }, link)),
          ...own.map((table) => answer(table, analysis, own.length > 1)),
        );
      })
      .join(''),
  };
}

/** Of one of several tables it says which. */
function answer(table: Table, analysis: Analysis, isOneOfSeveral: boolean): string {
  const { results } = analysis;
  const [, ...rest] = sentenceOf(table);
  const by = results.asked.clients.length > 1 ? `, by ${clientName(table.client)}` : '';
  const where = isOneOfSeveral && table.model === null ? `At ${table.connections} connections${by}: ` : '';
  return [findingOf(table, analysis, where), ...rest.map((text) => sentence('aside', text, analysis))].join('');
}

export const findingOf = (table: Table, analysis: Analysis, where = ''): string =>
  sentence('finding', where + sentenceOf(table)[0], analysis);

function sentence(kind: string, text: string, { results }: Analysis): string {
  const names = results.models.map(({ name }) => name).sort((a, b) => b.length - a.length);
  return el('p', { class: kind }, unbroken(escaped(text), names));
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
