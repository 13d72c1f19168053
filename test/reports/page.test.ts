// The page as text: the same bytes twice, nothing from outside, every chart with its table, what is given is escaped.
import test from 'ava';
import { analyse } from '../../src/reports/analysis/analysis.js';
import { html } from '../../src/reports/html/page.js';
import { everyKind, known } from './every-kind.js';
import { realisticResults } from './realistic-results.js';

const page = html(analyse(realisticResults()));
const everyPage = html(analyse(everyKind(), known));
const pages = [page, everyPage, html(analyse(everyKind({ isHttp: true }), known))];
const mostBytes = 400_000;

test('rendering the same results twice gives the same bytes', (t) => {
  t.is(html(analyse(structuredClone(realisticResults()))), page);
});

test('eight models, three scenarios, ten blocks: a page of at most 400 kB', (t) => {
  t.true(Buffer.byteLength(page) <= mostBytes, `${Buffer.byteLength(page)} bytes`);
});

test('it names no address, but those within itself', (t) => {
  for (const each of pages) {
    t.deepEqual(each.match(/(?:https?:)?\/\/[a-z]/g), null);
    for (const [, target] of each.matchAll(/(?:href|src)="([^"]*)"/g)) t.regex(target ?? '', /^#/);
  }
});

test('no id is there twice, and every link within the page has its target', (t) => {
  for (const each of pages) {
    const ids = [...each.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id).filter((id) => id !== 'hatch');
    t.is(new Set(ids).size, ids.length);
    for (const [, target] of each.matchAll(/href="#([^"]*)"/g)) t.true(ids.includes(target), target);
  }
});

test('every chart is drawn for wide and for narrow windows, and has its numbers in a table', (t) => {
  for (const each of pages) {
    const figures = each.match(/<figure.*?<\/figure>/gs) ?? [];
    t.true(figures.length > 8, `${figures.length} charts`);
    for (const figure of figures) {
      t.is(figure.match(/<svg class="(?:wide|narrow)"/g)?.length, 2);
      t.regex(figure, /<details><summary>[^<]+<\/summary>.*<table>.*<\/table>.*<\/details>/s);
    }
  }
});

test('no coordinate is without a number', (t) => {
  for (const each of pages) t.notRegex(each, /NaN|Infinity|undefined/);
});

test('each scenario has a section of its own, linked from the top and from its answer', (t) => {
  for (const { name } of known.scenarios) {
    t.regex(everyPage, new RegExp(`<h2 id="${name}">`));
    t.true((everyPage.match(new RegExp(`href="#${name}"`, 'g'))?.length ?? 0) >= 3, name);
  }
});

test('of many tables the further charts are folded; of few they are open', (t) => {
  t.false(everyPage.includes('<details class="charts" open>'));
  t.true(page.includes('<details class="charts" open>'));
  t.false(page.includes('<details class="charts">'));
});

test('a program of someone else’s is named by its command, as text', (t) => {
  t.true(everyPage.includes('<dt>textbook &lt;C&gt;</dt><dd>./textbook {port} &lt;&amp;&gt;</dd>'));
  for (const each of pages) t.false(each.includes('textbook <C>'));
});

for (const [what, wish] of [
  ['three blocks', { blocks: 3 }],
  ['one block', { blocks: 1 }],
  ['several numbers of connections', { connections: [1, 16, 64] }],
  ['models that are alike', { alike: true }],
  ['a foreign load', { hogged: true }],
  ['no block', { blocks: 0 }],
] as const) {
  test(`a page is there of ${what}, too`, (t) => {
    const text = html(
      analyse(realisticResults({ ...wish, connections: [...('connections' in wish ? wish.connections : [16])] })),
    );
    t.notRegex(text, /NaN|Infinity|undefined/);
  });
}

test('names from the results are text, never markup', (t) => {
  const results = realisticResults({ blocks: 6 });
  const evil = `<img src=x onerror="alert(1)">'&`;
  const text = JSON.stringify(results).replaceAll('Made-up CPU', JSON.stringify(evil).slice(1, -1));
  const evilPage = html(analyse(JSON.parse(text.replaceAll('the client lost', JSON.stringify(evil).slice(1, -1)))));
  t.false(evilPage.includes('<img'));
  t.true(evilPage.includes('&lt;img src=x'));
});
