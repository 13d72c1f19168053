// Two runs held against each other: a change is told where there is one, and seldom where there is none.
import test from 'ava';
import { randomNumbers } from '../../src/statistics/random.js';
import { changesOf } from '../../src/statistics/two-runs.js';
import { normal, repeat } from './noise.js';

test('by hand: the difference of the means and its interval', (t) => {
  const [change] = changesOf([{ earlier: [1, 2, 3, 4, 5], later: [3, 4, 5, 6, 7] }]);
  t.is(change?.difference, 2);
  t.true(Math.abs((change?.high ?? 0) - 4.776) < 0.001, 't of 4 degrees of freedom, 2.776, times an error of 1');
  t.true(Math.abs((change?.low ?? 0) + 0.776) < 0.001);
  t.false(change?.isReal);
});

test('what does not scatter has changed, or not', (t) => {
  const [same, other] = changesOf([
    { earlier: [1, 1, 1], later: [1, 1] },
    { earlier: [1, 1, 1], later: [2, 2] },
  ]);
  t.deepEqual([same?.isReal, other?.isReal], [false, true]);
  t.deepEqual([other?.low, other?.high], [1, 1]);
});

test('fewer than two values of either run tell nothing, and count as one more in the correction', (t) => {
  const changes = changesOf([
    { earlier: [1], later: [2, 2.1, 2.2] },
    { earlier: [], later: [] },
  ]);
  t.deepEqual(changes, [undefined, undefined]);
});

test('of 16 ratios that did not change, some change is told in at most 5 % of pairs of runs', (t) => {
  const random = randomNumbers(3);
  const series = (length: number) => repeat(length, () => 0.08 * normal(random));
  const runs = 500;
  const alarms = repeat(runs, () =>
    changesOf(repeat(16, (i) => ({ earlier: series(3 + (i % 8)), later: series(3 + ((i * 3) % 7)) }))),
  ).filter((changes) => changes.some((change) => change?.isReal)).length;
  t.true(alarms <= 0.05 * runs, `${alarms} of ${runs}`);
});

test('a ratio that rose by a quarter is found among 16 in 9 of 10 pairs of runs', (t) => {
  const random = randomNumbers(4);
  const series = (mean: number) => repeat(10, () => mean + 0.08 * normal(random));
  const found = repeat(200, () =>
    changesOf(repeat(16, (i) => ({ earlier: series(0), later: series(i === 0 ? Math.log(1.25) : 0) }))),
  ).filter(([first]) => first?.isReal && first.difference > 0).length;
  t.true(found >= 180, `${found} of 200`);
});
