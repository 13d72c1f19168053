// Pairs: two ways of doing the same, measured in turn in every round, and the ratio of each round.
import { summarize } from '../../src/statistics/summary.js';

export interface Goal {
  /** What is compared with what. */
  name: string;
  figure: string;
  /** A ratio to be reached (`atLeast`) or not to be passed (`atMost`). */
  atLeast?: number;
  atMost?: number;
}

export interface Result extends Goal {
  median: number;
  min: number;
  max: number;
  rounds: number;
}

/** One figure of one side of a pair: `[ours, theirs]`, per goal. */
export type Round = () => Promise<[ours: number, theirs: number][]>;

/** Runs the rounds; result i is of the ratios of goal i. `tell` hears of each round's end. */
export async function measurePairs(
  goals: Goal[],
  rounds: number,
  round: Round,
  tell: (done: number) => void,
): Promise<Result[]> {
  const ratios: number[][] = goals.map(() => []);
  for (let done = 0; done < rounds; done++) {
    const pairs = await round();
    for (const [index, [ours, theirs]] of pairs.entries()) ratios[index]?.push(ours / theirs);
    tell(done + 1);
  }
  return goals.map((goal, index) => {
    const { median, min, max } = summarize(ratios[index] ?? []) ?? { median: Number.NaN, min: 0, max: 0 };
    return { ...goal, median, min, max, rounds };
  });
}

/** Which of the two goes first changes from round to round, since the second finds the machine warmer. */
export function alternately<T>(): (first: () => Promise<T>, second: () => Promise<T>) => Promise<[T, T]> {
  let turn = 0;
  return async (first, second) => {
    if (turn++ % 2 === 0) {
      const a = await first();
      return [a, await second()];
    }
    const b = await second();
    return [await first(), b];
  };
}

export function holds({ median, atLeast, atMost }: Result): boolean {
  return (atLeast === undefined || median >= atLeast) && (atMost === undefined || median <= atMost);
}
