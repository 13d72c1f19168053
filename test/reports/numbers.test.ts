// Numbers as people read them.
import test from 'ava';
import fc from 'fast-check';
import { counted, duration, factor, significant, whole, withRange, withSpread } from '../../src/reports/numbers.js';

test('three significant digits', (t) => {
  const written: [number, string][] = [
    [0, '0'],
    [0.0312, '0.031'],
    [0.312, '0.312'],
    [0.9996, '1.00'],
    [1.6249, '1.62'],
    [9.996, '10.0'],
    [99.96, '100'],
    [182.4, '182'],
    [7764, '7,760'],
    [9994, '9,990'],
    [9996, '10.0k'],
    [83_249, '83.2k'],
    [999_499, '999k'],
    [999_500, '1.00M'],
    [1_214_000, '1.21M'],
    [-2.5, '-2.50'],
  ];
  for (const [value, text] of written) t.is(significant(value), text);
});

test('what is written is within half a percent of what is meant, from 0.1 up', (t) => {
  const suffixes: Record<string, number> = { k: 1e3, M: 1e6 };
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 9e8, noNaN: true }), (value) => {
      const text = significant(value);
      const meant = Number.parseFloat(text.replaceAll(',', '')) * (suffixes[text.at(-1) ?? ''] ?? 1);
      return Math.abs(meant - value) <= 0.0051 * value;
    }),
  );
  t.pass();
});

test('ratios, counts, ranges, spreads, durations', (t) => {
  t.deepEqual([0.0831, 0.838, 1.069, 594.2].map(factor), ['0.083', '0.84', '1.07', '594']);
  t.deepEqual([3, 412, 18.5].map(whole), ['3', '412', '18.5']);
  const summary = { median: 11.8, min: 11.5, max: 12.6, count: 7 };
  t.is(withRange(summary, significant), '11.8 (11.5–12.6)');
  t.is(withRange({ median: 2, min: 2, max: 2, count: 1 }, significant), '2.00');
  t.is(withSpread(summary, significant), '11.8 ±7%');
  t.is(withSpread({ ...summary, max: 99 }, significant), '11.8 ±>99%');
  t.is(withSpread({ ...summary, count: 1 }, significant), '11.8');
  t.deepEqual([12_400, 59_700, 200_000].map(duration), ['12 s', '1 min 0 s', '3 min 20 s']);
  t.deepEqual([counted(1, 'round'), counted(7, 'round')], ['1 round', '7 rounds']);
});
