// Whether a goal is met: whether the interval of the mean ratio lies on the right side of it, at the looks of src/statistics.
import { intervalOf, type LookInterval } from '../../src/statistics/deciding.js';
import {
  fewestBlocks,
  type LookPlan,
  lastLook,
  laterLooks,
  mostUsualBlocks,
  spentAt,
} from '../../src/statistics/looks.js';
import { sampleOf, tBeyond } from '../../src/statistics/student-t.js';
import type { Figure, Goal } from './task.js';

/** "holds" when the interval excludes failing, "short" when it excludes holding. */
export type Outcome = 'holds' | 'short' | "can't tell";

/** By the names of the figures. */
export type Values = Readonly<Record<string, number>>;

export interface PairBlock {
  ours: Values;
  theirs: Values;
}

/** Known so well, a ratio that is still on both sides of its goal stays there: it is the goal. */
const narrowEnough = Math.log1p(0.01);

/** Logarithms of ours / theirs of a figure; one of 0, too small for its clock, gives none. */
export const logRatios = (blocks: readonly PairBlock[], figure: string): number[] =>
  blocks
    .map(({ ours, theirs }) => Math.log((ours[figure] ?? Number.NaN) / (theirs[figure] ?? Number.NaN)))
    .filter(Number.isFinite);

/** The usual looks end before a longer plan does. `exactly` null: a pair ends when its goals are decided. */
export const looksFor = (exactly: number | null): LookPlan => ((exactly ?? 0) > mostUsualBlocks ? 'long' : 'usual');

/**
 * Of the last look; undefined before the first. A pair ends when its interval has made up its mind: with an ordinary 95 %
 * interval after each block, one of the two words came out in 22 % of simulated pairs where the truth is the goal itself,
 * and in 9 % with order statistics that ended at 99 %. Each look spends a share of 5 % instead, so that all looks together
 * do not pass it, wherever one stops. That the interval lies on one side of the goal is a t-test against the goal.
 */
export function intervalAt(ratios: readonly number[], plan: LookPlan): LookInterval | undefined {
  const look = lastLook(ratios.length, plan);
  return look === undefined ? undefined : intervalOf(sampleOf(ratios.slice(0, look)), spentAt(look, plan));
}

export function outcomeOf(interval: Pick<LookInterval, 'low' | 'high'> | undefined, goal: Goal): Outcome {
  const { atLeast = 0, atMost = Number.POSITIVE_INFINITY } = goal;
  if (!interval) return "can't tell";
  const [low, high] = [Math.exp(interval.low), Math.exp(interval.high)];
  if (low >= atLeast && high <= atMost) return 'holds';
  return high < atLeast || low > atMost ? 'short' : "can't tell";
}

const isEnough = (interval: LookInterval, goal: Goal): boolean =>
  halfWidth(interval) <= narrowEnough || outcomeOf(interval, goal) !== "can't tell";

export const halfWidth = ({ low, high }: Pick<LookInterval, 'low' | 'high'>): number => (high - low) / 2;

/** Blocks until all that is asked is decided, if mean and scatter stay as they are; 0: it is; undefined: the plan is too short. */
export function blocksMissing(
  figures: readonly Figure[],
  blocks: readonly PairBlock[],
  plan: LookPlan,
): number | undefined {
  const missing = figures.flatMap(({ name, goal }) => (goal ? [goalMissing(logRatios(blocks, name), goal, plan)] : []));
  return missing.some((each) => each === undefined) ? undefined : Math.max(0, ...(missing as number[]));
}

function goalMissing(ratios: readonly number[], goal: Goal, plan: LookPlan): number | undefined {
  const now = intervalAt(ratios, plan);
  if (!now) return fewestBlocks - ratios.length;
  if (isEnough(now, goal)) return 0;
  const { mean, deviation } = sampleOf(ratios);
  const most = plan === 'usual' ? mostUsualBlocks : 10 * ratios.length;
  const then = laterLooks(ratios.length, plan, most).find((look) => {
    const reach = (tBeyond(spentAt(look, plan), look - 1) * deviation) / Math.sqrt(look);
    return isEnough({ ...now, low: mean - reach, high: mean + reach }, goal);
  });
  return then === undefined ? undefined : then - ratios.length;
}
