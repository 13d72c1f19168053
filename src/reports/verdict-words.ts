// Verdicts in words: the same in every format.
import type { Estimate } from './analysis/estimate.js';
import type { Row } from './analysis/row.js';
import type { Table } from './analysis/tables.js';
import { type Comparing, comparingOf } from './figure-texts.js';
import { factor } from './numbers.js';

/** From here on a ratio is easier to read than its percents, which for less end at 100. */
const manyTimes = { dearer: 2, cheaper: 5 };

/** "12 %", "3.4 %": no digit that the noise leaves without meaning. */
export const percent = (value: number): string => `${Math.abs(value) < 9.95 ? value.toFixed(1) : Math.round(value)} %`;

export function verdictWords(row: Row, { scenario, hasVerdicts }: Table): string {
  const { verdict, ratios } = row;
  switch (verdict.kind) {
    case 'cheaper':
    case 'dearer':
      return differenceWords(verdict.kind, ratios[scenario.primary], comparingOf(scenario));
    case 'no-difference':
      return `no difference within ±${percent(verdict.withinPercent)}`;
    case 'cant-tell':
      return `can't tell: ±${percent(verdict.withinPercent)}, ${more(verdict.moreRounds)}`;
    case 'too-few-rounds':
      return 'no verdict: too few rounds';
    case 'baseline':
      return 'baseline';
    case 'disturbed':
      return verdict.reason;
    case 'shown':
      return '';
    case 'not-comparable':
      return hasVerdicts === false ? verdict.reason : `not comparable: ${verdict.reason}`;
    default:
      return `${verdict.kind}: ${verdict.reason}`;
  }
}

export const more = (rounds: number | undefined): string => {
  if (rounds === undefined) return 'rounds disagree';
  return `about ${rounds} more ${rounds === 1 ? 'round' : 'rounds'}`;
};

/** "cheaper by 12 % (10–14 %)", "594 × dearer (560–630 ×)"; of a latency "lower", "higher". */
function differenceWords(kind: 'cheaper' | 'dearer', ratio: Estimate | undefined, comparing: Comparing): string {
  const word = kind === 'cheaper' ? comparing.less : comparing.more;
  if (!ratio) return word;
  const times = kind === 'dearer' ? ratio : inverse(ratio);
  if (times.median >= manyTimes[kind])
    return `${factor(times.median)} × ${word} (${factor(times.low)}–${factor(times.high)} ×)`;
  return `${word} by ${percent(percentOf(ratio.median))} (${percentRange(ratio)})`;
}

const inverse = ({ median, low, high }: Estimate) => ({ median: 1 / median, low: 1 / high, high: 1 / low });
const percentOf = (ratio: number): number => Math.abs(100 * (ratio - 1));

/** "10–14 %", as distances from the baseline, the smaller first; as signed where it reaches over it. */
export function percentRange({ low, high }: Estimate): string {
  if (low < 1 && high > 1) return `−${bare(percentOf(low))}…+${percent(percentOf(high))}`;
  const [from, to] = [percentOf(low), percentOf(high)].sort((a, b) => a - b) as [number, number];
  if (percent(from) === percent(to)) return `${from.toFixed(1)}–${to.toFixed(1)} %`;
  return `${bare(from)}–${percent(to)}`;
}

const bare = (value: number): string => percent(value).replace(' %', '');

/** As a share of the baseline's, and its interval: "22 % less", "46 % more", "594 × as much". */
export function amountWords(ratio: Estimate, { less, more, times }: Comparing['amounts']): [string, string] {
  const { median, low, high } = ratio;
  if (median >= manyTimes.dearer) return [`${factor(median)} × ${times}`, `(${factor(low)}–${factor(high)} ×)`];
  return [`${percent(percentOf(median))} ${median < 1 ? less : more}`, `(${percentRange(ratio)})`];
}
