// The interval that holds the median of what was sampled, from few samples and whatever way they scatter.
import { median } from './summary.js';

export interface MedianInterval {
  median: number;
  low: number;
  high: number;
}

/** Fewer rounds than this have no 95 % interval: even the smallest and the largest of 5 hold the median in 93.8 % only. */
export const minimumRounds = 6;

/**
 * Between two neighbouring pairs of order statistics, interpolated so that it covers at `level` (Hettmansperger and
 * Sheather 1986). No resampling: why not, and what each method covers, is in docs/decisions/0010.
 * Undefined where the values are too few for the level.
 */
export function medianInterval(values: readonly number[], { level = 0.95 } = {}): MedianInterval | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const count = sorted.length;
  const { depth, coverage, innerCoverage } = deepestPair(count, level);
  const middle = median(sorted);
  if (depth === 0 || middle === undefined) return undefined;
  const share = (coverage - level) / (coverage - innerCoverage);
  const weight = ((count - depth) * share) / (depth + (count - 2 * depth) * share);
  const between = (outer: number, inner: number) => {
    const [from, to] = [sorted[outer] as number, sorted[inner] as number];
    return from + weight * (to - from);
  };
  return { median: middle, low: between(depth - 1, depth), high: between(count - depth, count - depth - 1) };
}

export const halfWidth = ({ low, high }: MedianInterval): number => (high - low) / 2;

/**
 * The deepest d at which the d-th smallest and the d-th largest of `count` values still cover the median at `level`, what
 * they cover, and what the next pair inwards covers. Depth 0 if not even the smallest and the largest do.
 */
function deepestPair(count: number, level: number) {
  let [depth, coverage, innerCoverage] = [0, 1, 1];
  let probability = 0.5 ** count; // that exactly `depth` of the values lie below the median
  for (; depth <= count / 2; depth++) {
    coverage = innerCoverage;
    innerCoverage = coverage - 2 * probability;
    if (innerCoverage < level) break;
    probability *= (count - depth) / (depth + 1);
  }
  return { depth, coverage, innerCoverage };
}
