// A figure over the blocks: its median, and how far it can be trusted.
import { medianInterval } from '../../statistics/median-interval.js';
import { summarize } from '../../statistics/summary.js';

export interface Estimate {
  median: number;
  low: number;
  high: number;
  /** How many blocks it is of. */
  blocks: number;
  /** Whether low and high are the ends of the median's 95 % interval; of too few blocks they are the least and the most. */
  isInterval: boolean;
  /** Of a ratio that has a verdict: how often such an interval holds the mean, 0 to 1. */
  level?: number;
}

export function estimate(values: readonly (number | null)[]): Estimate | undefined {
  const known = values.filter((value) => value !== null);
  const summary = summarize(known);
  if (!summary) return undefined;
  const interval = medianInterval(known);
  const { low, high } = interval ?? { low: summary.min, high: summary.max };
  return { median: summary.median, low, high, blocks: summary.count, isInterval: interval !== undefined };
}

/** Of logarithms of ratios, as a ratio. */
export function estimateRatio(logRatios: readonly number[]): Estimate | undefined {
  const logs = estimate(logRatios);
  return logs && { ...logs, median: Math.exp(logs.median), low: Math.exp(logs.low), high: Math.exp(logs.high) };
}

/** Half of what lies between the ends, as a share of the median: how much to trust it. */
export function halfWidthShare({ median, low, high }: Estimate): number {
  if (low === high) return 0;
  return median === 0 ? Number.POSITIVE_INFINITY : (high - low) / 2 / Math.abs(median);
}
