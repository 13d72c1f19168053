// The report as one HTML file: nothing is fetched, and the same analysis gives the same bytes.
import type { Analysis } from '../analysis/analysis.js';
import { headerOf } from '../header.js';
import { script } from './script.js';
import { clientsSection } from './sections/clients.js';
import { glanceSection } from './sections/glance.js';
import { methodSection } from './sections/method.js';
import { predictionsSection } from './sections/predictions.js';
import { runtimeSection } from './sections/runtime.js';
import { scenarioSections } from './sections/scenario.js';
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
    ...present(glanceSection(analysis)),
    ...present(predictionsSection(analysis)),
    ...present(clientsSection(analysis)),
    ...scenarioSections(analysis),
    runtimeSection(analysis),
    methodSection(analysis),
  ].filter(({ content }) => content !== '');
  const title = 'Concurrency models compared';
  return `<!doctype html>\n${el('html', { lang: 'en' }, head(title), body(title, sections, analysis))}\n`;
}

const present = (section: Section | undefined): Section[] => (section ? [section] : []);

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
  const links = (of: readonly Section[]) =>
    el('ul', {}, ...of.map(({ id, title: text }) => el('li', {}, el('a', { href: `#${id}` }, escaped(text)))));
  const scenarios = sections.filter(({ isScenario }) => isScenario);
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
      el('nav', { 'aria-label': 'Sections' }, links(sections.filter(({ isScenario }) => !isScenario))),
      el('nav', { 'aria-label': 'Scenarios', class: 'scenarios' }, links(scenarios)),
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
