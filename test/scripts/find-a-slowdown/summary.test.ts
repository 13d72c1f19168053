// What is counted over many comparisons whose truth is known, and when that misses a goal.
import test from 'ava';
import { askedBy } from '../../../scripts/find-a-slowdown/options.js';
import { nullRows, plantedScenario, slowerRows } from '../../../scripts/find-a-slowdown/rows.js';
import { inWords, summaryOf } from '../../../scripts/find-a-slowdown/summary.js';
import { everTellsApart, verdictsOf } from '../../../scripts/find-a-slowdown/verdicts.js';
import { type MadeUp, plantedResults } from './planted-results.js';

const asked = askedBy([]);
const askedNull = askedBy(['--null', '3']);

/** Noise of ± 1 %, the same in each run, another for each row. */
const noise = (row: string, block: number): number => 1 + 0.01 * Math.sin(7 * block * block + row.length * 3);
const percentOf = (row: string): number => slowerRows.find(({ name }) => name === row)?.percent ?? 0;

const asPlanted: MadeUp['cost'] = (row, block) => 10 * (1 + percentOf(row) / 100) * noise(row, block);
const found = plantedResults({ rows: slowerRows, blocks: 10, cost: asPlanted });
/** Its rows are all alike, and cheaper than the baseline. */
const cheaper: MadeUp['cost'] = (row, block) =>
  (percentOf(row) > 0 || row === 'the same again' ? 8 : 10) * noise(row, block);
const wrong = plantedResults({ rows: slowerRows, blocks: 10, cost: cheaper });

test('a planted slowdown is planted: as work of its share of what a message costs', (t) => {
  t.deepEqual(
    plantedScenario(slowerRows, 12.34).variants?.map(({ serverOptions }) => serverOptions),
    [[], [], ['--work', 'cpu:617ns'], ['--work', 'cpu:1234ns']],
  );
});

test('verdicts come in the order of the rows; results of other rows have none', (t) => {
  t.deepEqual(
    verdictsOf(found, slowerRows).map(({ kind }) => kind),
    ['no-difference', 'costlier', 'costlier'],
  );
  t.regex(
    inWords(found, slowerRows),
    /^the same again: no difference · 5 % slower: costlier by [45]\.\d % · 10 % slower: /,
  );
  t.throws(() => verdictsOf(found, nullRows(2)), { message: /other rows/ });
});

test('the goals are met where the planted is found in enough, and nothing else ever', (t) => {
  const all = Array.from({ length: 20 }, () => found);
  const { text, isMet } = summaryOf(all, asked);
  t.true(isMet, text);
  t.regex(text, /^epoll, 10 to 10 blocks each, 20 min 0 s in all\n/);
  t.regex(text, /the same again: +costlier in 0, cheaper in 0, no difference in 20, can't tell in 0 of 20 .*: met\n/);
  t.regex(text, /5 % slower: +costlier in 20, .* goal: costlier in 14 or more: met\n/);
  t.regex(text, /10 % slower: +costlier in 20, .* goal: costlier in 18 or more: met\n/);
  const one = summaryOf([...all.slice(1), wrong], asked);
  t.false(one.isMet, 'one false verdict is one too many');
  t.regex(one.text, /the same again: +costlier in 0, cheaper in 1, .*: missed\n/);
  const few = plantedResults({ rows: slowerRows, blocks: 2, cost: asPlanted });
  t.regex(summaryOf([few], asked).text, /10 % slower: +costlier in 0, .* can't tell in 1 of 1 .*: missed\n/);
});

test('no comparison at all meets no goal', (t) => {
  t.false(summaryOf([], asked).isMet);
});

test('null tables: one false verdict in 40 is allowed, two are not, and one that was withdrawn counts', (t) => {
  const rows = nullRows(3);
  const good = plantedResults({ rows, blocks: 10, cost: (row, block) => 10 * noise(row, block) });
  const atFirst: MadeUp['cost'] = (row, block) => (row === rows[1]?.name && block <= 5 ? 8 : 10) * noise(row, block);
  const withdrawn = plantedResults({ rows, blocks: 29, cost: atFirst });
  t.false(everTellsApart(good, rows));
  t.true(verdictsOf(withdrawn, rows).every(({ kind }) => kind !== 'cheaper'));
  t.true(everTellsApart(withdrawn, rows));
  const tables = (bad: number) => Array.from({ length: 40 }, (_, i) => (i < bad ? withdrawn : good));
  t.like(summaryOf(tables(1), askedNull), { isMet: true });
  const two = summaryOf(tables(2), askedNull);
  t.false(two.isMet);
  t.regex(two.text, /in 2 of 40 tables of 3 rows · goal: 1 at most: missed\nno difference: \d+ of 120 rows\n/);
});

test('what it is asked for: rows, how many, and where they go', (t) => {
  t.like(asked, { comparisons: 20, atMost: 29, isNull: false, folder: 'reports/find-a-slowdown', isFresh: false });
  t.like(askedBy(['--null']), { comparisons: 40, isNull: true, folder: 'reports/null-tables' });
  t.is(askedBy(['--null']).rows.length, 7);
  t.is(askedNull.rows.length, 3);
  t.like(askedBy(['--blocks', '10', '--comparisons', '2', '--out', 'x', '--fresh']), {
    ...{ comparisons: 2, atMost: 10, folder: 'x', isFresh: true },
  });
});
