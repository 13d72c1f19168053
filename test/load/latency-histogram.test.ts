// Sparse histograms: merged windows are the whole run's, and percentiles stop where the samples do.
import test from 'ava';
import {
  type Buckets,
  bucketsSince,
  lowerBounds,
  mergeBuckets,
  percentilesOf,
  percentileUs,
  samplesOf,
} from '../../src/load/latency-histogram.js';

const oneToHundred: Buckets = Array.from({ length: 100 }, (_, index) => [index + 1, 1]);

test('merging adds what stands in the same bucket, ascending', (t) => {
  const merged = mergeBuckets([
    [
      [1, 2],
      [30, 1],
    ],
    [
      [2, 5],
      [30, 4],
    ],
    [],
  ]);
  t.deepEqual(merged, [
    [1, 2],
    [2, 5],
    [30, 5],
  ]);
  t.is(samplesOf(merged), 12);
  t.deepEqual(mergeBuckets([]), []);
});

test('what was counted since is the difference, without what did not change', (t) => {
  const earlier: Buckets = [
    [1, 2],
    [3, 4],
  ];
  const later = mergeBuckets([
    earlier,
    [
      [2, 1],
      [3, 1],
    ],
  ]);
  t.deepEqual(bucketsSince(later, earlier), [
    [2, 1],
    [3, 1],
  ]);
});

test('percentiles of a known series', (t) => {
  t.is(percentileUs(oneToHundred, 0.5), 50);
  t.is(percentileUs(oneToHundred, 0.9), 90);
  t.is(percentileUs(oneToHundred, 0.99), 99);
});

for (const [quantile, needed] of [
  [0.5, 2],
  [0.9, 10],
  [0.99, 100],
  [0.999, 1000],
] as const) {
  test(`the quantile ${quantile} needs ${needed} samples`, (t) => {
    t.is(percentileUs([[7, needed - 1]], quantile), null);
    t.is(percentileUs([[7, needed]], quantile), 7);
  });
}

test('no percentile is above the largest value, which a bucket knows only roughly', (t) => {
  t.deepEqual(percentilesOf([[100.4, 100]], 100.1), { p50: 100.1, p90: 100.1, p99: 100.1, p999: null, max: 100.1 });
  t.is(percentilesOf(oneToHundred).max, 100);
  t.deepEqual(percentilesOf([], 0), { p50: null, p90: null, p99: null, p999: null, max: null });
});

test('a percentile is a lower bound where it would be larger if what was not answered had waited for ever', (t) => {
  const all = mergeBuckets([oneToHundred, [[500, 5]]]);
  t.deepEqual(lowerBounds(all, []), []);
  t.deepEqual(lowerBounds(all, [[500, 5]]), ['p99', 'max'], 'p90 is of those that were answered');
  t.deepEqual(lowerBounds(oneToHundred, [[100, 1]]), ['max'], 'p99 is the 99th');
  t.deepEqual(
    lowerBounds(oneToHundred, [[1, 1]]),
    ['p50', 'p90', 'p99', 'max'],
    'one short of the first is missing above',
  );
  t.deepEqual(lowerBounds([[7, 3]], [[7, 3]]), ['p50', 'max'], 'of three there is no p90');
});

test('samples that share a bucket are no bound of one another', (t) => {
  t.deepEqual(lowerBounds([[7, 1000]], [[7, 1]]), ['max']);
});
