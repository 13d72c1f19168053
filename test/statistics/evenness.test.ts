// What must hold of the measures of how evenly something is shared out.
import test from 'ava';
import fc from 'fast-check';
import { gini, maxToMin } from '../../src/statistics/evenness.js';

const shares = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 20 });

test('gini: known values', (t) => {
  t.is(gini([5, 5, 5, 5]), 0);
  t.is(gini([0, 0, 0, 8]), 0.75);
  t.is(gini([1, 3]), 0.25);
  t.is(gini([0, 0]), undefined);
  t.is(gini([]), undefined);
});

test('gini: from 0 to below 1, and neither order nor unit matters', (t) => {
  fc.assert(
    fc.property(shares, (given) => {
      const value = gini(given);
      if (value === undefined) return given.every((share) => share === 0);
      const same = gini([...given].reverse().map((share) => share * 7)) as number;
      return value > -1e-12 && value < 1 && Math.abs(value - same) < 1e-12;
    }),
  );
  t.pass();
});

test('gini: giving from the richest to the poorest makes it no larger', (t) => {
  fc.assert(
    fc.property(shares, (given) => {
      const ascending = [...given].sort((a, b) => a - b);
      const [poorest, richest] = [ascending[0] as number, ascending.at(-1) as number];
      const given1 = Math.floor((richest - poorest) / 2);
      const after = [...ascending];
      after[0] = poorest + given1;
      after[after.length - 1] = given.length === 1 ? poorest : richest - given1;
      return (gini(after) ?? 0) <= (gini(given) ?? 0) + 1e-12;
    }),
  );
  t.pass();
});

test('maxToMin: of even, uneven and empty shares', (t) => {
  t.is(maxToMin([4, 4]), 1);
  t.is(maxToMin([2, 6, 3]), 3);
  t.is(maxToMin([0, 6]), Number.POSITIVE_INFINITY);
  t.is(maxToMin([0, 0]), undefined);
  t.is(maxToMin([]), undefined);
});
