// A report of twenty models: every row is there and can be told from the others, and nothing is longer than it can be read.
import test from 'ava';
import { analyse } from '../../src/reports/analysis/analysis.js';
import { markdown } from '../../src/reports/formats/markdown.js';
import { terminal } from '../../src/reports/formats/terminal.js';
import { markOfModel } from '../../src/reports/html/marks.js';
import { html } from '../../src/reports/html/page.js';
import { sentenceOf } from '../../src/reports/sentences.js';
import { twentyModels, twentyResults } from './twenty-models.js';

const results = twentyResults();
const analysis = analyse(results);
const page = html(analysis);
const mostBytes = 1_100_000;

test('on a terminal of 80 columns each table has a line for each, and no line is longer', (t) => {
  const text = terminal(analysis, { columns: 80, colour: false });
  t.deepEqual(
    text.split('\n').filter((line) => line.length > 80),
    [],
  );
  for (const { name } of twentyModels) {
    t.true((text.match(new RegExp(`^${name} `, 'gm'))?.length ?? 0) >= analysis.tables.length, name);
  }
});

test('no two models have the same colour and shape', (t) => {
  const marks = results.models.map(({ name }) => JSON.stringify(markOfModel(name, results)));
  t.is(new Set(marks).size, marks.length);
});

test('a sentence tells the first and the last, and how many lie between', (t) => {
  for (const table of analysis.tables) {
    const [finding] = sentenceOf(table);
    t.true(finding.length < 600, `${finding.length} letters: ${finding}`);
  }
  t.regex(sentenceOf(analysis.tables[0] as (typeof analysis.tables)[0])[0], /, then \d+ others, then /);
});

test('at a glance there is a line for each model, and of what was predicted, too', (t) => {
  const [glance = '', predicted = ''] = page.match(/<table class="matrix">.*?<\/table>/gs) ?? [];
  for (const { name } of twentyModels) t.true(glance.includes(`<th scope="row">${name}</th>`), name);
  t.true(predicted.includes('<th scope="row">fork-per-connection-native</th>'));
  t.regex(markdown(analysis), /^\| fork-per-connection-native \| .* \|$/m);
});

test('what is not a main chart is folded, and the page is no larger than it must be', (t) => {
  t.false(page.includes('<details class="charts" open>'));
  t.true(Buffer.byteLength(page) <= mostBytes, `${Buffer.byteLength(page)} bytes`);
});
