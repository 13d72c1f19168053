// Student's t against published values, and Holm's correction by what it promises.
import test from 'ava';
import fc from 'fast-check';
import { holm } from '../../src/statistics/holm.js';
import { sampleOf, tBeyond, twoSidedP, upperP } from '../../src/statistics/student-t.js';

test('twoSidedP: the critical values that tables give', (t) => {
  const table: [t: number, degreesOfFreedom: number, p: number][] = [
    [12.7062, 1, 0.05],
    [4.30265, 2, 0.05],
    [2.44691, 6, 0.05],
    [3.70743, 6, 0.01],
    [2.26216, 9, 0.05],
    [4.7809, 9, 0.001],
    [2.04523, 29, 0.05],
    [1.98397, 100, 0.05],
  ];
  for (const [value, degreesOfFreedom, p] of table) {
    t.true(Math.abs(twoSidedP(value, degreesOfFreedom) - p) < 1e-5, `t ${value}, ${degreesOfFreedom}`);
    t.is(twoSidedP(-value, degreesOfFreedom), twoSidedP(value, degreesOfFreedom));
  }
  t.is(twoSidedP(0, 7), 1);
  t.true(twoSidedP(1e9, 7) < 1e-12);
});

test('tBeyond: the t of a level, found again by its probability', (t) => {
  for (const freedom of [1, 2, 5, 28, 100]) {
    for (const alpha of [0.05, 0.005, 1e-6]) {
      const found = twoSidedP(tBeyond(alpha, freedom), freedom);
      t.true(Math.abs(found - alpha) < 1e-6 * alpha + 1e-14, `${alpha}, ${freedom}: ${found}`);
    }
  }
  t.true(Math.abs(tBeyond(0.05, 9) - 2.26216) < 1e-5);
});

test('upperP: of hand-made samples, against a limit', (t) => {
  const of = (values: number[], limit = 0) => upperP(sampleOf(values), limit);
  t.true(Math.abs(of([1, 2, 3]) - twoSidedP(2 * Math.sqrt(3), 2) / 2) < 1e-12, 'mean 2, deviation 1');
  t.true(Math.abs(of([1, 2, 3], 4) - (1 - of([1, 2, 3]))) < 1e-12, 'as far on the other side');
  t.is(of([-1, 1, -2, 2]), 0.5);
  t.is(of([0, 0, 0]), 1);
  t.is(of([2, 2, 2]), 0, 'what does not scatter is certain');
  t.is(of([2, 2, 2], 2), 1, 'a limit that is met is not passed');
  t.is(of([5]), 1);
  t.is(of([]), 1);
});

test('upperP: the unit does not matter', (t) => {
  const values = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 3 });
  const p = (given: number[]) => upperP(sampleOf(given), 0);
  fc.assert(
    fc.property(values, fc.constantFrom(1e-6, 0.5, 1e6), (given, unit) => {
      return Math.abs(p(given) - p(given.map((value) => value * unit))) < 1e-9;
    }),
  );
  t.pass();
});

test('holm: worked by hand', (t) => {
  const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
  t.deepEqual(
    adjusted.map((p) => Number(p.toFixed(10))),
    [0.03, 0.06, 0.06, 0.02],
  );
  t.deepEqual(holm([0.2]), [0.2]);
  t.deepEqual(holm([]), []);
});

test('holm: between each p and its Bonferroni correction, in the same order', (t) => {
  const p = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(p, { minLength: 1, maxLength: 12 }), (given) => {
      const adjusted = holm(given);
      const inOrder = given.every((a, i) =>
        given.every((b, j) => a >= b || (adjusted[i] as number) <= (adjusted[j] as number)),
      );
      const bounded = given.every((value, i) => {
        const corrected = adjusted[i] as number;
        return value <= corrected && corrected <= Math.min(1, value * given.length);
      });
      return inOrder && bounded;
    }),
  );
  t.pass();
});
