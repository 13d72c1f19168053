// Percentiles of a row's latencies: all blocks together, and the range of the blocks.

import { isCounted } from './counted.js';
import type { MeasuredRow } from './row.js';

type Buckets = readonly (readonly [number, number])[];

/** Fewer slower samples than this do not make a percentile. */
const samplesBeyond = 10;

/** From the median on, evenly on an axis of 1 / (1 − share). */
const shares: readonly number[] = [
  0.5, 0.6, 0.75, 0.84, 0.9, 0.937, 0.96, 0.975, 0.984, 0.99, 0.9937, 0.996, 0.9975, 0.9984, 0.999, 0.9996, 0.9999,
  0.99996,
];

export interface PercentilePoint {
  share: number;
  us: number;
  /** Of the blocks that have as many samples; undefined where fewer than two do. */
  blocks: { minUs: number; maxUs: number } | undefined;
}

/** Ends where the samples do. Blocks are merged to be shown; no verdict rests on it. */
export function percentilesOf({ trials }: MeasuredRow): PercentilePoint[] {
  const blocks = trials.flatMap((trial) =>
    isCounted(trial) && trial.measured.latency ? [trial.measured.latency] : [],
  );
  const merged = blocks.flat().sort(([a], [b]) => a - b);
  return shares.flatMap((share) => {
    const us = quantile(merged, share);
    if (us === undefined) return [];
    const each = blocks.flatMap((block) => quantile(block, share) ?? []);
    const range = each.length < 2 ? undefined : { minUs: Math.min(...each), maxUs: Math.max(...each) };
    return [{ share, us, blocks: range }];
  });
}

function quantile(buckets: Buckets, share: number): number | undefined {
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  if (total * (1 - share) < samplesBeyond) return undefined;
  let below = 0;
  for (const [us, count] of buckets) {
    below += count;
    if (below >= total * share) return us;
  }
  return undefined;
}
