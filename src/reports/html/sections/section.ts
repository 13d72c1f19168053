// A section of the page: a heading that can be linked to, a line on what it is for, and its content.
import { el, escaped } from '../svg.js';

export interface Section {
  id: string;
  title: string;
  /** What it is for. */
  lead: string;
  content: string;
}

export function section({ id, title, lead, content }: Section): string {
  const anchor = el('a', { class: 'anchor', href: `#${id}`, 'aria-label': `Link to: ${title}` }, '#');
  return el(
    'section',
    { 'aria-labelledby': id },
    el('h2', { id }, escaped(title), ' ', anchor),
    lead === '' ? '' : el('p', { class: 'lead' }, escaped(lead)),
    content,
  );
}
