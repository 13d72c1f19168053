// Tables of the page: each scrolls by itself where it is wider than the window.
import type { Grid } from '../grid.js';
import { el, escaped } from './svg.js';

/** `texts`: words, which are read from the left, and not numbers. */
export function table({ caption, head, rows }: Grid, kind?: 'texts'): string {
  const header = el('tr', {}, ...head.map((text) => el('th', { scope: 'col' }, escaped(text))));
  const body = rows.map(([first = '', ...others]) =>
    el('tr', {}, el('th', { scope: 'row' }, escaped(first)), ...others.map((text) => el('td', {}, escaped(text)))),
  );
  return scrolling(
    caption,
    el(
      'table',
      { class: kind },
      el('caption', {}, escaped(caption)),
      el('thead', {}, header),
      el('tbody', {}, ...body),
    ),
  );
}

/** Reachable by keyboard, so that it can be scrolled without a mouse. */
export const scrolling = (name: string, content: string): string =>
  el('div', { class: 'scroll', role: 'region', 'aria-label': name, tabindex: 0 }, content);

export const folded = (summary: string, ...content: string[]): string =>
  el('details', {}, el('summary', {}, escaped(summary)), ...content);
