// What may be said of each row of a table against its baseline, from rounds in which both were measured.
import { holm } from './holm.js';
import { halfWidth, type MedianInterval, medianInterval, minimumRounds } from './median-interval.js';
import { oneSampleP } from './student-t.js';

/** Logarithms of row / baseline, one for each round that has both; less is cheaper. */
export interface RowRounds {
  name: string;
  logRatios: readonly number[];
}

export interface TableRounds {
  /** Those that are to be compared; the correction for several rows counts them. */
  rows: readonly RowRounds[];
  /** The A/A control: logarithms of the baseline's second self / baseline, one per round. */
  control: readonly number[];
}

/** Signed: -10 is a tenth less than the baseline. */
export interface PercentInterval {
  lowPercent: number;
  highPercent: number;
}

export type Verdict =
  | { kind: 'cheaper' | 'dearer'; percent: number; interval: PercentInterval }
  /** Whatever difference there is, the interval has it within ± this. */
  | { kind: 'no-difference'; withinPercent: number }
  /** The same, but too wide to call it none. Without `moreRounds`, more would not help: rounds disagree on the sign. */
  | { kind: 'cant-tell'; withinPercent: number; moreRounds?: number }
  | { kind: 'too-few-rounds' };

export interface ComparedTable {
  /** The half-width of the control's interval: what can be told apart on this machine today. Undefined of too few rounds. */
  resolutionPercent: number | undefined;
  /** In the order given. */
  rows: { name: string; verdict: Verdict }[];
}

const smallestDifference = Math.log(1.02);
const signAgreement = 0.8;
const significance = 0.05;

export function compareRounds({ rows, control }: TableRounds): ComparedTable {
  const controlInterval = medianInterval(control);
  const resolution = controlInterval && halfWidth(controlInterval);
  const limit = resolution === undefined ? undefined : Math.max(smallestDifference, resolution);
  const judged = rows.filter(({ logRatios }) => logRatios.length >= minimumRounds);
  const adjusted = holm(judged.map(({ logRatios }) => oneSampleP(logRatios)));
  const verdictOf = (row: RowRounds): Verdict => {
    const interval = medianInterval(row.logRatios);
    if (limit === undefined || interval === undefined) return { kind: 'too-few-rounds' };
    const isSignificant = (adjusted[judged.indexOf(row)] as number) <= significance;
    return judge(row.logRatios, interval, { limit, isSignificant });
  };
  return {
    resolutionPercent: resolution === undefined ? undefined : percent(resolution),
    rows: rows.map((row) => ({ name: row.name, verdict: verdictOf(row) })),
  };
}

/** Whether any row was told apart. That none was is a finding, unless there were too few rounds for any verdict. */
export const isDiscriminating = (verdicts: readonly Verdict[]): boolean =>
  verdicts.some(({ kind }) => kind === 'cheaper' || kind === 'dearer');

interface Yardstick {
  limit: number;
  isSignificant: boolean;
}

function judge(logRatios: readonly number[], interval: MedianInterval, { limit, isSignificant }: Yardstick): Verdict {
  const { median, low, high } = interval;
  const reach = Math.max(Math.abs(low), Math.abs(high));
  if (reach <= limit) return { kind: 'no-difference', withinPercent: percent(limit) };
  const excludesZero = low > 0 || high < 0;
  const withinPercent = percent(reach);
  if (excludesZero && Math.abs(median) > limit && isSignificant) {
    if (!agreesInSign(logRatios, median)) return { kind: 'cant-tell', withinPercent };
    const interval = { lowPercent: percent(low), highPercent: percent(high) };
    return { kind: median < 0 ? 'cheaper' : 'dearer', percent: percent(median), interval };
  }
  return { kind: 'cant-tell', withinPercent, moreRounds: moreRounds(logRatios.length, interval, limit) };
}

const agreesInSign = (logRatios: readonly number[], median: number): boolean =>
  logRatios.filter((ratio) => Math.sign(ratio) === Math.sign(median)).length >= signAgreement * logRatios.length;

/**
 * Until the interval, which narrows as 1 / √rounds, would exclude 0 or lie within the limit, if its median stayed. A median
 * close to the limit would ask for endless rounds: it is not taken to be nearer than a third of the limit.
 */
function moreRounds(rounds: number, interval: MedianInterval, limit: number): number {
  const size = Math.abs(interval.median);
  const neededHalfWidth = size > limit ? size : Math.max(limit - size, limit / 3);
  const needed = rounds * (halfWidth(interval) / neededHalfWidth) ** 2;
  return Math.max(1, Math.ceil(needed - rounds));
}

const percent = (logRatio: number): number => 100 * Math.expm1(logRatio);
