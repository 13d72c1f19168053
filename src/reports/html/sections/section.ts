// A section of the page: a heading that can be linked to, a line on what it is for, and its content.
import { el, escaped } from '../svg.js';

export interface Section {
  id: string;
  title: string;
  /** What it is for. */
  lead: string;
  content: string;
  /** It stands in the list of scenarios. */
  isScenario?: boolean;
}

export function section({ id, title, lead, content, isScenario }: Section): string {
  const anchor = el('a', { class: 'anchor', href: `#${id}`, 'aria-label': `Link to: ${title}` }, '#');
  return el(
    'section',
    { 'aria-labelledby': id, class: isScenario ? 'scenario' : undefined },
    el('h2', { id }, escaped(title), ' ', anchor),
    lead === '' ? '' : el('p', { class: 'lead' }, escaped(lead)),
    content,
  );
}
