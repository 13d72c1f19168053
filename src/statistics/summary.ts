// The median of a figure over the rounds, and the range it had.
export interface Summary {
  median: number;
  min: number;
  max: number;
  /** How many values it is of. */
  count: number;
}

/** Of an even number of values, the mean of the middle two. Undefined of none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  const lower = sorted.length % 2 === 1 ? upper : sorted[middle - 1];
  return upper === undefined || lower === undefined ? undefined : lower + (upper - lower) / 2;
}

export function summarize(values: readonly number[]): Summary | undefined {
  const middle = median(values);
  if (middle === undefined) return undefined;
  return { median: middle, min: Math.min(...values), max: Math.max(...values), count: values.length };
}

/** How far the farthest value lies from the median, as a share of it. */
export function spread({ median, min, max }: Summary): number {
  if (min === max) return 0;
  return median === 0 ? Number.POSITIVE_INFINITY : Math.max(max - median, median - min) / Math.abs(median);
}
