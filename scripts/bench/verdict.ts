// Whether a goal is met: whether the ratio's interval lies on the right side of it, and when enough rounds were run to say.
import { halfWidth, type MedianInterval, medianInterval } from '../../src/statistics/median-interval.js';
import type { Figure, Goal } from './task.js';

/** "holds" when the interval excludes failing, "short" when it excludes holding. */
export type Outcome = 'holds' | 'short' | "can't tell";

export interface PairRound {
  ours: readonly number[];
  theirs: readonly number[];
}

const fewestRounds = 10;
const mostRounds = 40;
const narrowEnough = Math.log1p(0.01);
/**
 * To end as soon as a 95 % interval has made up its mind is to look often and believe the first accident: where the truth is
 * the goal itself, one of the two words came out in 22 % of simulated pairs. Ending at 99 % and judging at 95 %: in 9 %.
 */
const levelToEnd = 0.99;

/** Logarithms of ours / theirs of the figure at `index`; a figure of 0, too small for its clock, gives none. */
export const logRatios = (rounds: readonly PairRound[], index: number): number[] =>
  rounds
    .map(({ ours, theirs }) => Math.log((ours[index] as number) / (theirs[index] as number)))
    .filter(Number.isFinite);

export function outcomeOf(interval: Pick<MedianInterval, 'low' | 'high'> | undefined, goal: Goal): Outcome {
  const { atLeast = 0, atMost = Number.POSITIVE_INFINITY } = goal;
  if (!interval) return "can't tell";
  const [low, high] = [Math.exp(interval.low), Math.exp(interval.high)];
  if (low >= atLeast && high <= atMost) return 'holds';
  return high < atLeast || low > atMost ? 'short' : "can't tell";
}

/** Whether more rounds would change nothing that is asked: each goal is decided, or its ratio known to ±1 %. */
export function isEnough(figures: readonly Figure[], rounds: readonly PairRound[]): boolean {
  if (rounds.length < fewestRounds) return false;
  if (rounds.length >= mostRounds) return true;
  return figures.every(({ goal }, index) => {
    if (!goal) return true;
    const ratios = logRatios(rounds, index);
    const interval = medianInterval(ratios);
    const isNarrow = interval !== undefined && halfWidth(interval) <= narrowEnough;
    return isNarrow || outcomeOf(medianInterval(ratios, { level: levelToEnd }), goal) !== "can't tell";
  });
}
