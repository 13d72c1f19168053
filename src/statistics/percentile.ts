// The value below which a share of values lies.

/** The nearest rank; undefined of none. `quantile` from 0 to 1. */
export function percentile(values: readonly number[], quantile: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(quantile * sorted.length) - 1)];
}
