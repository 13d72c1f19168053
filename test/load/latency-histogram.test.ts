// Sparse histograms: merged windows are the whole run's, and percentiles stop where the samples do.
import test from 'ava';
import {
  type Buckets,
  bucketsSince,
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
