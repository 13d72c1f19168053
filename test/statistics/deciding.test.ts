// What is said of a row, from blocks made by hand: each kind of verdict, the control's part in it, and how many are missing.
import test from 'ava';
import fc from 'fast-check';
import { type DecidedRow, decide, isDecided, type Verdict } from '../../src/statistics/deciding.js';
import { randomNumbers } from '../../src/statistics/random.js';
import { normal, repeat } from './noise.js';

/** Blocks that scatter evenly about a ratio, by at most `spread`. */
const about = (ratio: number, spread: number, blocks = 10): number[] =>
  repeat(blocks, (block) => Math.log(ratio) + spread * ((2 * block) / (blocks - 1) - 1));

const calm = about(1, 0.005);

function rowOf(logRatios: number[], control = calm): DecidedRow {
  const [row] = decide({ rows: [{ name: 'row', logRatios }], control }).rows;
  if (!row) throw new Error('there is no row');
  return row;
}

const verdictOf = (logRatios: number[], control = calm): Verdict => rowOf(logRatios, control).verdict;

test('cheaper by a tenth: with its percent, and the interval of the look', (t) => {
  const { verdict, interval } = rowOf(about(0.9, 0.02));
  if (verdict.kind !== 'cheaper') return t.fail(verdict.kind);
  t.true(Math.abs(verdict.percent + 10) < 1e-9);
  t.true(verdict.interval.lowPercent < -10 && verdict.interval.highPercent > -10);
  t.true(Math.abs((interval?.level ?? 0) - 0.995) < 1e-9, '0.05 over ten looks');
  t.is(interval?.blocks, 10);
});

test('a row is decided by its look: what came after it changes nothing', (t) => {
  const atLook = about(0.9, 0.02, 10);
  t.deepEqual(rowOf([...atLook, 3, -3]), rowOf(atLook), '12 blocks: the look at 10');
});

test('three blocks decide what is far apart, and what does not scatter', (t) => {
  t.is(verdictOf(about(10, 0.2, 3)).kind, 'costlier');
  t.is(verdictOf(about(1.5, 0, 3)).kind, 'costlier');
  t.is(verdictOf(about(1, 0, 3)).kind, 'no-difference');
});

test('a difference below 2 % gets no verdict as one, however sure it is', (t) => {
  t.deepEqual(verdictOf(about(1.015, 0.0001)), { kind: 'no-difference', withinPercent: 5 });
});

test('no difference is always within a fixed ±5 %, and not told where equal servers are farther apart', (t) => {
  t.deepEqual(verdictOf(about(1, 0.01)), { kind: 'no-difference', withinPercent: 5 });
  const coarse = verdictOf(about(1, 0.01), about(1, 0.3));
  if (coarse.kind !== 'cant-tell') return t.fail(coarse.kind);
  t.true(coarse.withinPercent > 5, 'as far as the control reaches');
});

test('a row of ±42 % is "can’t tell", never "no difference", however bad the control', (t) => {
  for (const control of [calm, about(1, 0.1), about(1, 0.8)]) {
    const verdict = verdictOf(about(1, 0.3), control);
    if (verdict.kind !== 'cant-tell') return t.fail(verdict.kind);
    t.true(verdict.withinPercent > 20, String(verdict.withinPercent));
  }
});

test('a control at +8 % ± 0: a row at +3 % has no verdict, the control is told as +8 %, and a row at +20 % is costlier', (t) => {
  const control = about(1.08, 0);
  const { control: finding, rows } = decide({
    rows: [
      { name: 'small', logRatios: about(1.03, 0.001) },
      { name: 'large', logRatios: about(1.2, 0.001) },
    ],
    control,
  });
  t.is(Math.round(finding?.percent ?? 0), 8);
  t.is(Math.round(finding?.resolutionPercent ?? 0), 8);
  t.true(finding?.isBiased);
  t.is(rows[0]?.verdict.kind, 'cant-tell');
  t.is(rows[0]?.verdict.kind === 'cant-tell' && Math.round(rows[0].verdict.withinPercent), 8);
  t.is(rows[1]?.verdict.kind, 'costlier');
});

test('no verdict is finer than the control’s farthest end', (t) => {
  const wide = about(1, 0.2);
  const { control: finding } = decide({ rows: [], control: wide });
  t.true((finding?.resolutionPercent ?? 0) > 5);
  t.false(finding?.isBiased, 'wide, but 0 is within');
  t.is(verdictOf(about(1.05, 0.005), wide).kind, 'cant-tell');
  t.is(verdictOf(about(1.05, 0.005)).kind, 'costlier');
});

test('can’t tell: about how many more blocks, up to a look that is left; the wider the more', (t) => {
  const missing = (spread: number) => {
    const verdict = verdictOf(about(1.1, spread, 5), about(1, 0.005, 5));
    return verdict.kind === 'cant-tell' ? (verdict.moreBlocks ?? Number.POSITIVE_INFINITY) : 0;
  };
  const [some, more, never] = [missing(0.08), missing(0.16), missing(0.9)] as [number, number, number];
  t.true(some > 0 && more > some, `${some}, ${more}`);
  t.true([3, 4, 5, 6, 8, 10, 13, 17, 22, 29].includes(5 + some));
  t.is(never, Number.POSITIVE_INFINITY, 'the plan has not enough blocks');
  t.true([3, 4, 5, 6, 8, 10, 13, 17, 22, 29].includes(5 + more));
});

test('can’t tell is never of less than what "no difference" means', (t) => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 3, max: 29 }), (seed, blocks) => {
      const random = randomNumbers(seed);
      const rows = [0.001, 0.01, 0.03, 0.06].map((effect, i) => {
        return { name: `row ${i}`, logRatios: repeat(blocks, () => effect + 0.03 * normal(random)) };
      });
      const { rows: decided } = decide({ rows, control: repeat(blocks, () => 0.03 * normal(random)) });
      return decided.every(({ verdict }) => verdict.kind !== 'cant-tell' || verdict.withinPercent >= 5 - 1e-9);
    }),
  );
  t.pass();
});

test('what a wide control keeps from a verdict says so by the blocks that are missing', (t) => {
  const verdict = verdictOf(about(1.1, 0.01, 5), about(1, 0.12, 5));
  t.true(verdict.kind === 'cant-tell' && (verdict.moreBlocks ?? 0) > 0, JSON.stringify(verdict));
});

test('fewer than 3 blocks, of the row or of the control, give no verdict', (t) => {
  t.deepEqual(verdictOf(about(0.5, 0.01, 2)), { kind: 'too-few-blocks' });
  t.deepEqual(verdictOf(about(0.5, 0.01), about(1, 0.01, 2)), { kind: 'too-few-blocks' });
  t.deepEqual(verdictOf([]), { kind: 'too-few-blocks' });
  t.is(rowOf([]).interval, undefined);
  t.false(isDecided({ kind: 'too-few-blocks' }));
});

test('rows that have no block yet count in the correction', (t) => {
  const logRatios = about(1.07, 0.02, 5);
  t.is(verdictOf(logRatios).kind, 'costlier');
  const waiting = repeat(40, (i) => ({ name: `row ${i}`, logRatios: [] }));
  t.is(decide({ rows: [{ name: 'row', logRatios }, ...waiting], control: calm }).rows[0]?.verdict.kind, 'cant-tell');
});

test('a long plan looks at every block, and spends less at each', (t) => {
  const rows = [{ name: 'row', logRatios: about(0.9, 0.02, 40) }];
  const [row] = decide({ rows, control: about(1, 0.005, 40), plan: 'long' }).rows;
  t.is(row?.interval?.blocks, 40);
  t.true(Math.abs((row?.interval?.level ?? 0) - (1 - 0.05 / (38 * 39))) < 1e-9);
  t.is(row?.verdict.kind, 'cheaper');
});

const seeds = fc.integer();
const noisy = (random: () => number, effect: number, blocks = 8) =>
  repeat(blocks, () => effect + 0.03 * normal(random));
const tableOf = (seed: number) => {
  const random = randomNumbers(seed);
  const rows = [0.1, 0, 0.04, -0.2].map((effect, i) => ({ name: `row ${i}`, logRatios: noisy(random, effect) }));
  return { rows, control: noisy(random, 0) };
};
const verdictsOf = (table: ReturnType<typeof tableOf>): Verdict[] => decide(table).rows.map(({ verdict }) => verdict);
const turned = (logRatios: readonly number[]) => logRatios.map((ratio) => -ratio);

test('cheaper and costlier change places when every ratio is turned over', (t) => {
  const opposite: Record<string, string> = { cheaper: 'costlier', costlier: 'cheaper' };
  fc.assert(
    fc.property(seeds, (seed) => {
      const { rows, control } = tableOf(seed);
      const before = verdictsOf({ rows, control });
      const turnedRows = rows.map(({ name, logRatios }) => ({ name, logRatios: turned(logRatios) }));
      const after = verdictsOf({ rows: turnedRows, control: turned(control) });
      return before.every(({ kind }, i) => after[i]?.kind === (opposite[kind] ?? kind));
    }),
  );
  t.pass();
});

test('what is costlier stays so when it gets costlier yet, and its percent grows', (t) => {
  fc.assert(
    fc.property(seeds, fc.double({ min: 0, max: 2, noNaN: true }), (seed, more) => {
      const { rows, control } = tableOf(seed);
      const costlier = rows.map(({ name, logRatios }) => ({ name, logRatios: logRatios.map((ratio) => ratio + more) }));
      const [before] = verdictsOf({ rows, control });
      const [after] = verdictsOf({ rows: costlier, control });
      if (before?.kind !== 'costlier') return true;
      return after?.kind === 'costlier' && after.percent >= before.percent - 1e-9;
    }),
  );
  t.pass();
});

test('the same blocks give the same verdicts, in whatever order they came at a look', (t) => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { rows, control } = tableOf(seed);
      const backwards = rows.map(({ name, logRatios }) => ({ name, logRatios: [...logRatios].reverse() }));
      t.deepEqual(decide({ rows, control }), decide({ rows, control }));
      t.deepEqual(
        verdictsOf({ rows, control }).map(({ kind }) => kind),
        verdictsOf({ rows: backwards, control }).map(({ kind }) => kind),
      );
    }),
  );
});
