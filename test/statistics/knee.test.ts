// The knee of a curve.
import test from 'ava';
import { kneeOf } from '../../src/statistics/knee.js';

const points = (...ys: (number | null)[]) => ys.map((y, i) => ({ x: i + 1, y }));

test('the last point before the first that exceeds ten times the start', (t) => {
  t.is(kneeOf(points(1, 2, 10, 10.1, 3)), 3);
});

test('a curve that stays low has its knee at the end, or further on', (t) => {
  t.is(kneeOf(points(1, 2, 3)), 3);
});

test('a point without a latency is beyond', (t) => {
  t.is(kneeOf(points(1, null, 1)), 1);
});

test('without a start there is none', (t) => {
  t.is(kneeOf([]), null);
  t.is(kneeOf(points(null, 1)), null);
});
