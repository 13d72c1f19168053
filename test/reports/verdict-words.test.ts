// Verdicts in words, and the sentence at the top of the report.
import test from 'ava';
import { analyse } from '../../src/reports/analysis/analysis.js';
import type { Row, RowVerdict } from '../../src/reports/analysis/row.js';
import type { Table } from '../../src/reports/analysis/tables.js';
import { comparingOf } from '../../src/reports/figure-texts.js';
import { sentenceOf } from '../../src/reports/sentences.js';
import { amountWords, percentRange, verdictWords } from '../../src/reports/verdict-words.js';
import { sampleBlocks, sampleResults } from './sample-results.js';

const ratio = (median: number, low: number, high: number) => ({ median, low, high, blocks: 10, isInterval: true });

function words(verdict: RowVerdict, of = ratio(1, 1, 1)): string {
  const table = { scenario: { primary: 'cpuUsPerMessage' } } as Table;
  return verdictWords({ verdict, ratios: { cpuUsPerMessage: of }, trials: [] as Row['trials'] } as Row, table);
}

const interval = { lowPercent: 0, highPercent: 0 };

test('each verdict has its words', (t) => {
  t.is(words({ kind: 'cheaper', percent: -12, interval }, ratio(0.88, 0.86, 0.9)), 'cheaper by 12 % (10–14 %)');
  t.is(words({ kind: 'costlier', percent: 3, interval }, ratio(1.034, 1.026, 1.041)), 'costlier by 3.4 % (2.6–4.1 %)');
  t.is(words({ kind: 'costlier', percent: 59_300, interval }, ratio(594, 560, 630)), '594 × costlier (560–630 ×)');
  t.is(words({ kind: 'cheaper', percent: -93, interval }, ratio(0.07, 0.068, 0.071)), '14.3 × cheaper (14.1–14.7 ×)');
  t.is(words({ kind: 'no-difference', withinPercent: 2 }), 'no difference within ±2 %');
  t.is(words({ kind: 'cant-tell', withinPercent: 4.2, moreBlocks: 9 }), "can't tell: ±4.2 %, about 9 more blocks");
  t.is(words({ kind: 'cant-tell', withinPercent: 4.2, moreBlocks: 1 }), "can't tell: ±4.2 %, about 1 more block");
  t.is(words({ kind: 'cant-tell', withinPercent: 12 }), "can't tell: ±12 %, more would not help");
  t.is(words({ kind: 'not-comparable', reason: '1 of 16 served' }), 'not comparable: 1 of 16 served');
  t.is(
    words({ kind: 'too-few-blocks' }, { ...ratio(2.05, 2.01, 2.1), blocks: 2 }),
    'no verdict: about 2.05 ×, 2 blocks',
  );
});

test('ends of an interval that read alike have one digit more', (t) => {
  t.is(percentRange(ratio(0.069, 0.0683, 0.0694)), '93.1–93.2 %');
  t.is(percentRange(ratio(1, 0.98, 1.03)), '−2.0…+3.0 %');
});

test('amounts: less and more up to twice as much', (t) => {
  const { amounts } = comparingOf({ primary: 'cpuUsPerMessage', unit: 'message' });
  t.deepEqual(amountWords(ratio(0.78, 0.75, 0.82), amounts), ['22 % less', '(18–25 %)']);
  t.deepEqual(amountWords(ratio(1.46, 1.41, 1.49), amounts), ['46 % more', '(41–49 %)']);
  t.deepEqual(amountWords(ratio(2.97, 2.53, 3.11), amounts), ['2.97 × as much', '(2.53–3.11 ×)']);
});

test('the sentence: the cheapest first, then what cannot be told apart', (t) => {
  const blocks = sampleBlocks([1, 2, 3, 1, 1, 2, 1, 1], {
    'event-loop': 8,
    epoll: 4,
    'fork-per-connection': 50,
    'thread-pool': 10,
  });
  const [table] = analyse(sampleResults(blocks)).tables;
  if (!table) throw new Error('there is no table');
  const [finding, ...rest] = sentenceOf(table);
  t.regex(
    finding,
    /^epoll needs 60 % less CPU per message than thread-per-connection \(.*\), event-loop 20 % less \(.*\), fork-per-connection 4\.9\d × as much \(.*\); thread-pool and thread-per-connection do not differ within ±5 %\.$/,
  );
  t.deepEqual(rest, []);
});
