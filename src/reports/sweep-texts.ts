// What a sweep says: from which size on more of it brings little.
import type { Sweep, SweepPoint } from './analysis/sweep.js';
import { bareAmount, resourceOf } from './figure-texts.js';
import type { Grid } from './grid.js';
import { absent, capitalised, type WriteEstimate, withInterval } from './numbers.js';

/** How the knee is found, for whoever reads it. */
export const kneeReading = (axis: string): string =>
  `The knee is the smallest number of ${axis} whose median is within 5 % of the best.`;

/** "time per connection is 5.2 ms with 1 thread, and 84 µs with 64 threads, the knee, within 5 % of the best (80 µs with 128)". */
export function sweepSentence({ table, axis, points, best, knee }: Sweep): string {
  const { primary, unit } = table.scenario;
  const [first] = points;
  const value = ({ value: { median } }: SweepPoint) => bareAmount(primary, median, unit);
  const sizes = (size: number) => `${size} ${size === 1 ? axis.replace(/s$/, '') : axis}`;
  const start = `${resourceOf(table.scenario)} is ${value(first)} with ${sizes(first.size)}`;
  if (points.length === 1) return start;
  if (!knee) return `${start}, and ${value(best)} with ${sizes(best.size)}, the most that was measured`;
  if (knee === first) return `${start}, and more ${axis} bring no more than 5 %`;
  const beside = knee === best ? ' and the best' : `, within 5 % of the best (${value(best)} with ${best.size})`;
  return `${start}, and ${value(knee)} with ${sizes(knee.size)}, the knee${beside}`;
}

/** A row for each model, a column for each size. */
export function sweepGrid(sweeps: readonly Sweep[], written: WriteEstimate = withInterval): Grid {
  const [first] = sweeps;
  const sizes = [...new Set(sweeps.flatMap(({ points }) => points.map(({ size }) => size)))].sort((a, b) => a - b);
  const textOf = ({ table, points }: Sweep, size: number): string => {
    const { primary, unit } = table.scenario;
    const value = points.find((point) => point.size === size)?.value;
    return value ? written(value, (each) => bareAmount(primary, each, unit)) : absent;
  };
  return {
    caption: first ? `${capitalised(resourceOf(first.table.scenario))} by ${first.axis}` : '',
    head: ['model', ...sizes.map(String), 'knee'],
    rows: sweeps.map((sweep) => [
      sweep.table.model ?? '',
      ...sizes.map((size) => textOf(sweep, size)),
      sweep.knee ? String(sweep.knee.size) : absent,
    ]),
  };
}
