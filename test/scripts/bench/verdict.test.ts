// When a goal is met, and how seldom that is said wrongly by a bench that stops as soon as it can say something.
import test from 'ava';
import { blocksMissing, intervalAt, logRatios, looksFor, outcomeOf } from '../../../scripts/bench/verdict.js';
import { lastLook } from '../../../src/statistics/looks.js';
import { randomNumbers } from '../../../src/statistics/random.js';
import { rate } from './fake-tasks.js';

const goal = { atLeast: 0.97 };

test('outcomeOf: holds, short, or neither, on either side of a goal', (t) => {
  const interval = (low: number, high: number) => ({ low: Math.log(low), high: Math.log(high) });
  t.is(outcomeOf(interval(0.98, 1.1), goal), 'holds');
  t.is(outcomeOf(interval(0.9, 0.96), goal), 'short');
  t.is(outcomeOf(interval(0.96, 0.98), goal), "can't tell");
  t.is(outcomeOf(interval(0.9, 1.04), { atMost: 1.05 }), 'holds');
  t.is(outcomeOf(interval(1.06, 1.2), { atMost: 1.05 }), 'short');
  t.is(outcomeOf(interval(0.96, 1.04), { atLeast: 0.95, atMost: 1.05 }), 'holds');
  t.is(outcomeOf(interval(0.96, 1.06), { atLeast: 0.95, atMost: 1.05 }), "can't tell");
  t.is(outcomeOf(undefined, goal), "can't tell");
});

/** As many as the engine would give, looked at after each block; whether any look says one of the two words. */
function everSays(atGoal: number, deviation: number, random: () => number): boolean {
  const ratios: number[] = [];
  for (let block = 1; block <= 29; block++) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    ratios.push(Math.log(atGoal) + deviation * normal);
    if (outcomeOf(intervalAt(ratios, 'usual'), goal) !== "can't tell") return true;
  }
  return false;
}

test('where the truth is the goal itself, one of the two words comes out in at most 5 % of pairs, whenever one stops', (t) => {
  const random = randomNumbers(11);
  const pairs = 600;
  const said = Array.from({ length: pairs }, () => everSays(0.97, 0.04, random)).filter(Boolean).length;
  t.true(said <= 0.05 * pairs, `${said} of ${pairs}`);
});

test('the interval is of the last look; later blocks wait for the next', (t) => {
  const ratios = Array.from({ length: 29 }, (_, i) => Math.log(1 + 0.01 * (i % 5)));
  t.is(intervalAt(ratios.slice(0, 2), 'usual'), undefined);
  for (const count of [3, 7, 12, 29]) {
    t.is(intervalAt(ratios.slice(0, count), 'usual')?.blocks, lastLook(count, 'usual'));
  }
  t.is(looksFor(null), 'usual');
  t.is(looksFor(29), 'usual');
  t.is(looksFor(30), 'long');
});

const blocks = (count: number, ratio: (block: number) => number) =>
  Array.from({ length: count }, (_, i) => ({ ours: { [rate]: ratio(i) }, theirs: { [rate]: 1 } }));
const around = (ratio: number, by: number) => (block: number) => ratio * (1 + by * ((block % 5) - 2));

test('blocksMissing: none where it is decided or known to ±1 %, the next look that would do, or the plan is too short', (t) => {
  const figures = [{ name: rate, goal }, { name: 'shown' }];
  t.is(blocksMissing(figures, blocks(1, around(2, 0.01)), 'usual'), 2);
  t.is(blocksMissing(figures, blocks(5, around(2, 0.01)), 'usual'), 0);
  t.is(blocksMissing(figures, blocks(29, around(0.97, 0.005)), 'usual'), 0);
  t.is(blocksMissing(figures, blocks(5, around(1.02, 0.02)), 'usual'), 3);
  t.is(blocksMissing(figures, blocks(10, around(0.97, 0.1)), 'usual'), undefined);
  t.is(blocksMissing([{ name: 'shown' }], [], 'usual'), 0);
});

test('a figure of 0 has no ratio', (t) => {
  t.deepEqual(
    logRatios(
      blocks(3, (block) => block),
      rate,
    ),
    [0, Math.log(2)],
  );
});
