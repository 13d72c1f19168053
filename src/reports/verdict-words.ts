// Verdicts in words: the same in every format.
import type { ControlFinding } from '../statistics/deciding.js';
import type { Estimate } from './analysis/estimate.js';
import type { Row } from './analysis/row.js';
import type { Table } from './analysis/tables.js';
import { type Comparing, comparingOf } from './figure-texts.js';
import { counted, factor } from './numbers.js';

/** From here on a ratio is easier to read than its percents, which for less end at 100. */
const manyTimes = { costlier: 2, cheaper: 5 };

/** "12 %", "3.4 %": no digit that the noise leaves without meaning. */
export const percent = (value: number): string => `${Math.abs(value) < 9.95 ? value.toFixed(1) : Math.round(value)} %`;

export function verdictWords(row: Row, { scenario, hasVerdicts }: Table): string {
  const { verdict, ratios } = row;
  switch (verdict.kind) {
    case 'cheaper':
    case 'costlier':
      return differenceWords(verdict.kind, ratios[scenario.primary], comparingOf(scenario));
    case 'no-difference':
      return `no difference within ±${verdict.withinPercent} %`;
    case 'cant-tell':
      return `can't tell: ±${percent(verdict.withinPercent)}, ${more(verdict.moreBlocks)}`;
    case 'too-few-blocks':
      return `no verdict: ${seenWords(row, ratios[scenario.primary])}`;
    case 'control':
      return 'A/A control';
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

export const more = (blocks: number | undefined): string => {
  if (blocks === undefined) return 'more would not help';
  return `about ${blocks} more ${blocks === 1 ? 'block' : 'blocks'}`;
};

/** "about 2.05 ×, 2 blocks": what was seen where there is no verdict. */
export function seenWords({ trials }: Pick<Row, 'trials'>, ratio: Estimate | undefined): string {
  const known = ratio?.blocks ?? 0;
  const ran = trials.filter((trial) => trial !== undefined).length;
  if (!ratio) return `nothing to compare in ${counted(ran, 'block')}`;
  return `about ${factor(ratio.median)} ×, ${counted(known, 'block')}`;
}

/** "+1.2 % (−0.8…+3.1 %): no verdict is finer than 3.1 %". */
export const controlText = ({ percent: at, lowPercent, highPercent, resolutionPercent }: ControlFinding): string =>
  `${signed(at)} % (${signed(lowPercent)}…${signed(highPercent)} %): no verdict is finer than ${percent(resolutionPercent)}`;

export const signed = (value: number): string =>
  `${value < 0 ? '−' : '+'}${percent(Math.abs(value)).replace(' %', '')}`;

/** "cheaper by 12 % (10–14 %)", "594 × costlier (560–630 ×)"; of a latency "lower", "higher". */
function differenceWords(kind: 'cheaper' | 'costlier', ratio: Estimate | undefined, comparing: Comparing): string {
  const word = kind === 'cheaper' ? comparing.less : comparing.more;
  if (!ratio) return word;
  const times = kind === 'costlier' ? ratio : inverse(ratio);
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
  if (median >= manyTimes.costlier) return [`${factor(median)} × ${times}`, `(${factor(low)}–${factor(high)} ×)`];
  return [`${percent(percentOf(median))} ${median < 1 ? less : more}`, `(${percentRange(ratio)})`];
}
