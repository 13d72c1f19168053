// Numbers as people read them.
import test from 'ava';
import fc from 'fast-check';
import {
  counted,
  duration,
  factor,
  latencyText,
  significant,
  tickText,
  whole,
  withInterval,
  withShare,
} from '../../src/reports/numbers.js';

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
  t.is(withInterval({ median: 11.8, low: 11.5, high: 12.6 }, significant), '11.8 (11.5–12.6)');
  t.is(withInterval({ median: 2, low: 2, high: 2 }, significant), '2.00');
  t.is(withShare(11.8, 0.067, significant), '11.8 ±7%');
  t.is(withShare(11.8, 8, significant), '11.8 ±>99%');
  t.is(withShare(11.8, undefined, significant), '11.8');
  t.deepEqual([31, 1250, 2_100_000].map(latencyText), ['31 µs', '1.25 ms', '2.1 s']);
  t.deepEqual([0.05, 50, 20_000, 1.5e6].map(tickText), ['0.05', '50', '20k', '1.5M']);
  t.deepEqual([12_400, 59_700, 200_000].map(duration), ['12 s', '1 min 0 s', '3 min 20 s']);
  t.deepEqual([counted(1, 'block'), counted(7, 'block')], ['1 block', '7 blocks']);
});
