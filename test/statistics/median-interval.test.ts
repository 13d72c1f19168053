// What must hold of the interval of a median: above all, that it covers as often as it says.
import test from 'ava';
import fc from 'fast-check';
import { medianInterval } from '../../src/statistics/median-interval.js';
import { randomNumbers } from '../../src/statistics/random.js';
import { noises, repeat } from './noise.js';

const cases = 2000;
const blockCounts = [6, 7, 10, 15, 30];
const series = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 6, maxLength: 40 });

for (const [name, noise] of Object.entries(noises)) {
  test(`medianInterval: 95 % covers the median in 93–97 % of ${cases} cases of ${name} noise`, (t) => {
    for (const blocks of blockCounts) {
      const random = randomNumbers(blocks);
      const covered = repeat(cases, () => medianInterval(repeat(blocks, () => noise(random)))).filter(
        (interval) => interval !== undefined && interval.low <= 0 && interval.high >= 0,
      );
      const share = covered.length / cases;
      t.true(share >= 0.93 && share <= 0.97, `${blocks} blocks: ${share}`);
    }
  });
}

test('medianInterval: another level is held as well', (t) => {
  const random = randomNumbers(1);
  const intervals = repeat(cases, () =>
    medianInterval(
      repeat(12, () => noises.normal(random)),
      { level: 0.8 },
    ),
  );
  const share = intervals.filter((interval) => interval && interval.low <= 0 && interval.high >= 0).length / cases;
  t.true(share >= 0.77 && share <= 0.83, String(share));
});

test('medianInterval: none of fewer values than the level needs', (t) => {
  t.is(medianInterval([]), undefined);
  t.is(medianInterval([1, 2, 3, 4, 5]), undefined);
  t.truthy(medianInterval([1, 2, 3, 4, 5], { level: 0.9 }));
  t.truthy(medianInterval([1, 2, 3, 4, 5, 6]));
});

test('medianInterval: lies about the median within the range, whatever the order', (t) => {
  fc.assert(
    fc.property(series, (values) => {
      const interval = medianInterval(values);
      if (!interval) return false;
      const { low, median, high } = interval;
      t.deepEqual(medianInterval([...values].reverse()), interval);
      return Math.min(...values) <= low && low <= median && median <= high && high <= Math.max(...values);
    }),
  );
});

test('medianInterval: moves and stretches with its values', (t) => {
  fc.assert(
    fc.property(series, fc.integer({ min: -99, max: 99 }), fc.integer({ min: 1, max: 9 }), (values, shift, scale) => {
      const before = medianInterval(values);
      const after = medianInterval(values.map((value) => value * scale + shift));
      if (!before || !after) return false;
      const near = (a: number, b: number) => Math.abs(a - b) < 1e-6;
      return near(after.low, before.low * scale + shift) && near(after.high, before.high * scale + shift);
    }),
  );
  t.pass();
});

test('medianInterval: a higher level is never narrower', (t) => {
  fc.assert(
    fc.property(series, (values) => {
      const [narrow, wide] = [medianInterval(values, { level: 0.8 }), medianInterval(values, { level: 0.95 })];
      return narrow !== undefined && wide !== undefined && wide.low <= narrow.low && wide.high >= narrow.high;
    }),
  );
  t.pass();
});
