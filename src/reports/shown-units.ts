// The units in which long numbers are read: one for a whole column, so that its numbers can be compared at a glance.
import { significant } from './numbers.js';

export type Measure = 'time' | 'memory';

export interface ShownUnit {
  name: string;
  /** How many of the figure's own unit it is. */
  of: number;
}

/** The first is the figures' own. */
const units: Record<Measure, readonly [ShownUnit, ...ShownUnit[]]> = {
  time: [
    { name: 'µs', of: 1 },
    { name: 'ms', of: 1e3 },
    { name: 's', of: 1e6 },
  ],
  memory: [
    { name: 'kB', of: 1 },
    { name: 'MB', of: 2 ** 10 },
    { name: 'GB', of: 2 ** 20 },
  ],
};

/** From here on a number would be written with a letter behind it; below the other, as zeros mostly. */
const readable = { below: 9995, from: 0.0095 };

/** The smallest in which none of the values is long, unless the least of them would vanish. */
export function shownUnit(measure: Measure, values: readonly number[]): ShownUnit {
  const sizes = values.map(Math.abs).filter((size) => size > 0);
  const [own] = units[measure];
  const fits = units[measure].filter(({ of }) => sizes.every((size) => size / of >= readable.from));
  return fits.find(({ of }) => sizes.every((size) => size / of < readable.below)) ?? fits.at(-1) ?? own;
}

/** Three digits also of what is small in a larger unit: 0.0583. */
export const inUnit =
  ({ of }: ShownUnit) =>
  (value: number): string => {
    const shown = value / of;
    return of > 1 && shown !== 0 && Math.abs(shown) < 0.9995 ? shown.toPrecision(3) : significant(shown);
  };

/** "130 ms", "24.1 MB": a value by itself. */
export function withUnit(measure: Measure, value: number): string {
  const [own] = units[measure];
  const unit = units[measure].findLast(({ of }) => Math.abs(value) / of >= 1) ?? own;
  return `${inUnit(unit)(value)} ${unit.name}`;
}

/** The figures' own unit in a column's head, in that which is shown. */
export const renamed = (head: string, measure: Measure, { name }: ShownUnit): string =>
  head.replace(units[measure][0].name, name);
