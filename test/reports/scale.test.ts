// Scales: ends meet ends, ticks lie within, are few, and are numbers that people count in.
import test from 'ava';
import fc from 'fast-check';
import { linearScale, logScale } from '../../src/reports/html/scale.js';

const near = (a: number, b: number) => Math.abs(a - b) < 1e-6;
const spans = fc.tuple(
  fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
  fc.double({ min: 1.01, max: 1e5, noNaN: true }),
);

test('the ends of the domain are the ends in pixels, and order is kept', (t) => {
  fc.assert(
    fc.property(spans, ([from, factor]) =>
      [linearScale, logScale].every((make) => {
        const scale = make([from, from * factor], [10, 310]);
        const middle = scale(from * Math.sqrt(factor));
        return near(scale(from), 10) && near(scale(from * factor), 310) && middle > 10 && middle < 310;
      }),
    ),
  );
  t.pass();
});

test('ticks lie within the domain, ascending, and not more than the axis has room for by much', (t) => {
  fc.assert(
    fc.property(spans, fc.integer({ min: 3, max: 8 }), ([from, factor], most) =>
      [linearScale, logScale].every((make) => {
        const { ticks } = make([from, from * factor], [0, 300], most);
        const within = ticks.every((tick) => tick >= from * 0.998 && tick <= from * factor * 1.002);
        return within && ticks.length <= most + 1 && ticks.every((tick, i) => i === 0 || tick > (ticks[i - 1] ?? 0));
      }),
    ),
  );
  t.pass();
});

test('ticks as a person would choose them', (t) => {
  t.deepEqual(logScale([0.4, 3], [0, 300]).ticks, [0.5, 1, 2]);
  t.deepEqual(logScale([0.9, 1.12], [0, 300]).ticks, [0.9, 0.95, 1, 1.05, 1.1]);
  t.deepEqual(logScale([20, 1200], [0, 300]).ticks, [20, 50, 100, 200, 500, 1000]);
  t.deepEqual(linearScale([0, 100], [0, 300], 4).ticks, [0, 50, 100]);
});
