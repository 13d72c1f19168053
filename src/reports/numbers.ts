// Numbers as people read them: three significant digits, thousands apart, ranges and durations.

import type { Estimate } from './analysis/estimate.js';

export const absent = '–';

/** Three significant digits: 0.312, 1.62, 11.8, 182, 7,760, 83.2k, 1.21M. */
export function significant(value: number): string {
  const size = Math.abs(value);
  if (size >= 999_500) return `${(value / 1e6).toPrecision(3)}M`;
  if (size >= 9_995) return `${(value / 1e3).toPrecision(3)}k`;
  if (size >= 99.95) return String(Number(value.toPrecision(3))).replace(/\B(?=(\d{3})+$)/g, ',');
  if (size < 0.0005) return '0';
  return value.toFixed(size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3);
}

/** A count: 3, 412; a median between two counts, 18.5. */
export const whole = (value: number): string =>
  Number.isInteger(value) ? value.toLocaleString('en-US') : significant(value);

/** A ratio: 0.083, 0.84, 1.07, 594. The noise of a ratio leaves no third digit near 1. */
export const factor = (value: number): string =>
  value >= 0.0995 && value < 9.995 ? value.toFixed(2) : significant(value);

export type WriteNumber = (value: number) => string;

/** "11.8 ±7%"; without the share, of a single value. */
export function withShare(value: number, share: number | undefined, number: WriteNumber): string {
  if (share === undefined) return number(value);
  return `${number(value)} ±${share > 0.99 ? '>99' : Math.round(share * 100)}%`;
}

/** "3 min 20 s", "12 s". */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}

/** "1 model", "5 models". */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** "11.8 (11.5–12.6)"; no brackets where both ends read alike. */
export function withInterval(
  { median, low, high }: Pick<Estimate, 'median' | 'low' | 'high'>,
  number: WriteNumber,
): string {
  const [from, to] = [number(low), number(high)];
  return from === to ? number(median) : `${number(median)} (${from}–${to})`;
}

/** How an estimate is written: with its interval, or without. */
export type WriteEstimate = (value: Estimate, number: WriteNumber) => string;

export const medianOnly: WriteEstimate = ({ median }, number) => number(median);

/** 31 µs, 1.25 ms, 2.1 s. */
export function latencyText(us: number): string {
  if (us < 1000) return `${Number(us.toPrecision(3))} µs`;
  if (us < 999_500) return `${Number((us / 1e3).toPrecision(3))} ms`;
  return `${Number((us / 1e6).toPrecision(3))} s`;
}

/** For an axis: 20k, 0.5, 100; no zeros that carry nothing. */
export const tickText = (value: number): string => {
  if (value < 10_000) return String(Number(value.toPrecision(3)));
  return value < 1e6 ? `${Number((value / 1e3).toPrecision(3))}k` : `${Number((value / 1e6).toPrecision(3))}M`;
};

/** But a percentile stays p99. */
export const capitalised = (text: string): string =>
  /^p\d/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);

/** "a", "a and b", "a, b and c". */
export const listed = (names: readonly string[]): string =>
  names.length < 3 ? names.join(' and ') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
