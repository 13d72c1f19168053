// Sparse histograms of durations: merged, taken from one another, and read as percentiles that stop where the samples do.

/** The buckets that are not empty, ascending. A bucket is known by its value, so two histograms of the engine share them. */
export type Buckets = [valueUs: number, count: number][];

/** Null where the samples do not reach: p99 needs 100 of them. */
export interface Percentiles {
  p50: number | null;
  p90: number | null;
  p99: number | null;
  p999: number | null;
  max: number | null;
}

export function mergeBuckets(lists: Buckets[]): Buckets {
  const counts = new Map<number, number>();
  for (const [valueUs, count] of lists.flat()) counts.set(valueUs, (counts.get(valueUs) ?? 0) + count);
  return [...counts].sort(([a], [b]) => a - b);
}

/** What `later` has counted since it was `earlier`. */
export const bucketsSince = (later: Buckets, earlier: Buckets): Buckets => bucketsLess(later, earlier);

function bucketsLess(later: Buckets, earlier: Buckets): Buckets {
  const before = new Map(earlier);
  return later
    .map(([valueUs, count]): Buckets[number] => [valueUs, count - (before.get(valueUs) ?? 0)])
    .filter(([, count]) => count > 0);
}

export const samplesOf = (buckets: Buckets): number => buckets.reduce((sum, [, count]) => sum + count, 0);

/** 1 / (1 − q): with fewer samples the quantile would be the largest value, or made up. */
export const samplesNeeded = (quantile: number): number => (quantile === 1 ? 1 : Math.round(1 / (1 - quantile)));

/** Null where the samples do not reach. */
export function percentileUs(buckets: Buckets, quantile: number): number | null {
  const samples = samplesOf(buckets);
  if (samples < samplesNeeded(quantile)) return null;
  return atRank(buckets, rankOf(quantile, samples));
}

const rankOf = (quantile: number, samples: number): number => Math.ceil(quantile * samples - 1e-9); // 0.99 × 100 is a little more than 99

/** Null beyond the samples. */
function atRank(buckets: Buckets, rank: number): number | null {
  let seen = 0;
  for (const [valueUs, count] of buckets) {
    seen += count;
    if (seen >= rank) return valueUs;
  }
  return null;
}

export const percentileNames = ['p50', 'p90', 'p99', 'p999', 'max'] as const;

const quantiles = { p50: 0.5, p90: 0.9, p99: 0.99, p999: 0.999, max: 1 };

/**
 * Which percentiles are lower bounds, since `unanswered` of the samples are: those that would lie in a higher bucket, or
 * nowhere, if those samples were any larger.
 */
export function lowerBounds(buckets: Buckets, unanswered: Buckets): (keyof Percentiles)[] {
  const samples = samplesOf(buckets);
  const answered = bucketsLess(buckets, unanswered);
  const isBound = (quantile: number) => {
    const rank = rankOf(quantile, samples);
    return atRank(answered, rank) !== atRank(buckets, rank);
  };
  return percentileNames.filter((name) => isBound(quantiles[name]) && samples >= samplesNeeded(quantiles[name]));
}

/** `maxUs` is the exact one; a bucket's value is its middle, and may lie above it. */
export function percentilesOf(buckets: Buckets, maxUs = Number.POSITIVE_INFINITY): Percentiles {
  const at = (quantile: number) => {
    const us = percentileUs(buckets, quantile);
    return us === null ? null : Math.min(us, maxUs);
  };
  const largestUs = buckets.at(-1)?.[0] ?? null;
  const max = largestUs === null || maxUs === Number.POSITIVE_INFINITY ? largestUs : maxUs;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), p999: at(0.999), max };
}
