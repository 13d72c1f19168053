// Numbers as people read them: three significant digits, thousands apart, ranges and durations.
import { type Summary, spread } from '../statistics/summary.js';

export const absent = '–';

/** 0.312, 1.62, 11.8, 182, 83,200, 1.21M. */
export function significant(value: number): string {
  const size = Math.abs(value);
  if (size >= 999_500) return `${(value / 1e6).toPrecision(3)}M`;
  if (size >= 99.95) return grouped(Number(value.toPrecision(3)));
  if (size < 0.0005) return '0';
  return value.toFixed(size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3);
}

const grouped = (whole: number): string => String(whole).replace(/\B(?=(\d{3})+$)/g, ',');

/** "11.8 (11.5–12.6)"; of a single value, or of equal ones, that value alone. */
export function withRange({ median, min, max }: Summary): string {
  const range = min === max ? '' : ` (${significant(min)}–${significant(max)})`;
  return `${significant(median)}${range}`;
}

/** "11.8 ±7%": the share by which the farthest round lies from the median. */
export function withSpread(summary: Summary): string {
  const share = spread(summary);
  if (summary.count < 2 || !Number.isFinite(share)) return significant(summary.median);
  return `${significant(summary.median)} ±${Math.round(share * 100)}%`;
}

/** "3 min 20 s", "12 s". */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}

/** "1 model", "5 models". */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
