// What must hold of the statistics for any numbers.
import test from 'ava';
import fc from 'fast-check';
import { leastSquares } from '../../src/statistics/least-squares.js';
import { pairedLogRatios, pairedRatios } from '../../src/statistics/paired-ratios.js';
import { randomNumbers, shuffled } from '../../src/statistics/random.js';
import { median, spread, summarize } from '../../src/statistics/summary.js';

const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });
const positive = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
const series = fc.array(number, { minLength: 1, maxLength: 40 });

test('median: half of the values lie on each side of it', (t) => {
  fc.assert(
    fc.property(series, (values) => {
      const middle = median(values) as number;
      const atLeastHalf = (side: number[]) => side.length * 2 >= values.length;
      return atLeastHalf(values.filter((v) => v <= middle)) && atLeastHalf(values.filter((v) => v >= middle));
    }),
  );
  t.is(median([]), undefined);
  t.is(median([4, 1, 3, 2]), 2.5);
});

test('median: order does not matter, and the values are left as they were', (t) => {
  fc.assert(
    fc.property(series, (values) => {
      const before = [...values];
      const same = median(values) === median([...values].reverse());
      return same && values.every((value, i) => Object.is(value, before[i]));
    }),
  );
  t.pass();
});

test('summarize: min ≤ median ≤ max, and one wild value moves the median no further than its neighbour', (t) => {
  fc.assert(
    fc.property(series, (values) => {
      const summary = summarize(values);
      return summary !== undefined && summary.min <= summary.median && summary.median <= summary.max;
    }),
  );
  t.is(summarize([]), undefined);
  t.deepEqual(summarize([3, 1, 1e12]), { median: 3, min: 1, max: 1e12, count: 3 });
});

test('spread: 0 of equal values, and it covers the range', (t) => {
  fc.assert(
    fc.property(fc.array(positive, { minLength: 1 }), (values) => {
      const summary = summarize(values) as NonNullable<ReturnType<typeof summarize>>;
      const reach = summary.median * spread(summary) * (1 + 1e-9);
      return summary.median + reach >= summary.max && summary.median - reach <= summary.min;
    }),
  );
  t.is(spread({ median: 7, min: 7, max: 7, count: 3 }), 0);
  t.is(spread({ median: 0, min: -1, max: 1, count: 3 }), Number.POSITIVE_INFINITY);
});

test('pairedRatios: a factor that both series share in a block drops out', (t) => {
  const blocks = fc.array(fc.tuple(positive, positive, positive), { minLength: 1 });
  fc.assert(
    fc.property(blocks, (pairs) => {
      const calm = pairedRatios(
        pairs.map(([a]) => a),
        pairs.map(([, b]) => b),
      );
      const disturbed = pairedRatios(
        pairs.map(([a, , noise]) => a * noise),
        pairs.map(([, b, noise]) => b * noise),
      );
      return calm.every((ratio, i) => Math.abs(ratio - (disturbed[i] as number)) <= 1e-9 * ratio);
    }),
  );
  t.pass();
});

test('pairedRatios: a block without either value gives none', (t) => {
  t.deepEqual(pairedRatios([2, null, 6, 8, 1], [1, 1, null, 2, 0]), [2, 4]);
  t.deepEqual(pairedRatios([2, 3], [1]), [2]);
});

test('leastSquares: finds the line that points lie on', (t) => {
  const small = fc.integer({ min: -1000, max: 1000 });
  fc.assert(
    fc.property(small, small, fc.uniqueArray(small, { minLength: 2 }), (slope, intercept, xs) => {
      const line = leastSquares(xs.map((x) => ({ x, y: slope * x + intercept })));
      return Math.abs((line?.slope ?? NaN) - slope) < 1e-6 && Math.abs((line?.intercept ?? NaN) - intercept) < 1e-3;
    }),
  );
  t.pass();
});

test('leastSquares: no other slope leaves less', (t) => {
  const points = fc.array(fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 9999 }) }), {
    minLength: 2,
  });
  fc.assert(
    fc.property(points, fc.double({ min: -10, max: 10, noNaN: true }), (given, change) => {
      const line = leastSquares(given);
      if (line === undefined) return new Set(given.map(({ x }) => x)).size < 2;
      const left = (slope: number, intercept: number) =>
        given.reduce((sum, { x, y }) => sum + (y - slope * x - intercept) ** 2, 0);
      const best = left(line.slope, line.intercept);
      return best <= left(line.slope + change, line.intercept) * (1 + 1e-9) + 1e-3;
    }),
  );
  t.is(leastSquares([{ x: 1, y: 2 }]), undefined);
});

test('shuffled: the same items, the same order for the same seed, another for another', (t) => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.integer()), (seed, items) => {
      const once = shuffled(items, randomNumbers(seed));
      const again = shuffled(items, randomNumbers(seed));
      const sorted = (list: number[]) => [...list].sort((a, b) => a - b).join();
      return once.join() === again.join() && sorted(once) === sorted(items);
    }),
  );
  const items = Array.from({ length: 20 }, (_, i) => i);
  t.notDeepEqual(shuffled(items, randomNumbers(1)), shuffled(items, randomNumbers(2)));
});

test('shuffled: each item comes first about equally often', (t) => {
  const random = randomNumbers(7);
  const first = [0, 0, 0, 0];
  for (let i = 0; i < 8000; i++) (first[shuffled([0, 1, 2, 3], random)[0] as number] as number)++;
  t.true(
    first.every((count) => count > 1800 && count < 2200),
    first.join(),
  );
});

test('pairedLogRatios: of ratios that are positive', (t) => {
  t.deepEqual(pairedLogRatios([1, Math.E, -2, 0, null], [1, 1, 1, 1, 1]), [0, 1]);
});
