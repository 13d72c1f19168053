// The report as one HTML file: nothing is fetched, and the same analysis gives the same bytes.
import type { Analysis } from '../analysis/analysis.js';
import { headerOf } from '../header.js';
import { script } from './script.js';
import { chartSections } from './sections/charts.js';
import { methodSection } from './sections/method.js';
import { rankingSection } from './sections/ranking.js';
import { type Section, section } from './sections/section.js';
import { trustSection } from './sections/trust.js';
import { verdictsSection } from './sections/verdicts.js';
import { style } from './style.js';
import { el, escaped } from './svg.js';

const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

export function html(analysis: Analysis): string {
  const sections = [
    verdictsSection(analysis),
    trustSection(analysis),
    rankingSection(analysis),
    ...chartSections(analysis),
    methodSection(analysis),
  ];
  const title = 'Concurrency models compared';
  return `<!doctype html>\n${el('html', { lang: 'en' }, head(title), body(title, sections, analysis))}\n`;
}

const head = (title: string): string =>
  el(
    'head',
    {},
    el('meta', { charset: 'utf-8' }),
    el('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
    el('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    el('title', {}, escaped(`${title} · forkroad`)),
    el('style', {}, style),
  );

function body(title: string, sections: readonly Section[], { results }: Analysis): string {
  const links = sections.map(({ id, title: text }) => el('li', {}, el('a', { href: `#${id}` }, escaped(text))));
  return el(
    'body',
    {},
    el('a', { class: 'skip', href: '#verdicts' }, 'Skip to what was found'),
    el(
      'header',
      {},
      el('button', { id: 'theme', type: 'button', hidden: true, 'aria-label': 'Change between light and dark' }),
      el('h1', {}, escaped(title)),
      ...headerOf(results).map((line) => el('p', { class: 'about' }, escaped(line))),
      el('nav', { 'aria-label': 'Sections' }, el('ul', {}, ...links)),
    ),
    el('main', {}, ...sections.map(section)),
    el(
      'footer',
      {},
      escaped(`Rendered by forkroad ${results.forkroad} from results.json; every figure holds for this machine.`),
    ),
    el('div', { id: 'tip', role: 'tooltip', hidden: true }),
    el('script', {}, script),
  );
}
