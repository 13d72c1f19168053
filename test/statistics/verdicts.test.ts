// What must hold of verdicts: none where nothing differs, found where something does, and the words that belong to each.
import test from 'ava';
import fc from 'fast-check';
import { randomNumbers } from '../../src/statistics/random.js';
import { compareRounds, isDiscriminating, type TableRounds, type Verdict } from '../../src/statistics/verdicts.js';
import { type Noise, noises, normal, repeat } from './noise.js';

interface Synthetic {
  rowCount: number;
  rounds: number;
  noise: Noise;
  /** Of one cell's logarithm; the ratio of two has √2 of it. */
  deviation: number;
  /** Of the first row's logarithm. */
  effect: number;
}

/** Rounds as they are measured: all rows of a round share its one baseline. */
function synthetic({ rowCount, rounds, noise, deviation, effect }: Synthetic, random: () => number): TableRounds {
  const baseline = repeat(rounds, () => deviation * noise(random));
  const row = (shift: number) => baseline.map((base) => shift + deviation * noise(random) - base);
  const rows = repeat(rowCount, (i) => ({ name: `row ${i}`, logRatios: row(i === 0 ? effect : 0) }));
  return { rows, control: row(0) };
}

const verdictsOf = (table: TableRounds): Verdict[] => compareRounds(table).rows.map(({ verdict }) => verdict);

for (const [name, noise] of Object.entries(noises)) {
  test(`a table whose rows are all equal, ${name} noise: any verdict in at most 5 % of runs`, (t) => {
    for (const rowCount of [1, 3, 8]) {
      for (const rounds of [6, 7, 10, 15, 30]) {
        const random = randomNumbers(rounds * rowCount);
        const tables = repeat(500, () => synthetic({ rowCount, rounds, noise, deviation: 0.03, effect: 0 }, random));
        const alarms = tables.filter((table) => isDiscriminating(verdictsOf(table))).length;
        t.true(alarms <= 0.05 * tables.length, `${rowCount} rows, ${rounds} rounds: ${alarms} of ${tables.length}`);
      }
    }
  });
}

test('a planted 10 % is found in 9 of 10 tables of 7 rows from 10 rounds, and never the wrong way round', (t) => {
  for (const percent of [10, -10]) {
    const random = randomNumbers(percent);
    const effect = Math.log(1 + percent / 100);
    for (const rounds of [10, 15, 30]) {
      const shape = { rowCount: 7, rounds, noise: normal, deviation: 0.03, effect };
      const kinds = repeat(300, () => verdictsOf(synthetic(shape, random))[0]?.kind);
      const [right, wrong] = percent > 0 ? ['dearer', 'cheaper'] : ['cheaper', 'dearer'];
      t.true(kinds.filter((kind) => kind === right).length >= 270, `${percent} %, ${rounds} rounds`);
      t.false(kinds.includes(wrong as Verdict['kind']));
    }
  }
});

const seeds = fc.integer();
const shape = { rowCount: 4, rounds: 12, noise: normal, deviation: 0.02, effect: 0.05 };

test('cheaper and dearer change places when every ratio is turned over', (t) => {
  const opposite = { cheaper: 'dearer', dearer: 'cheaper' };
  const turned = (logRatios: readonly number[]) => logRatios.map((ratio) => -ratio);
  fc.assert(
    fc.property(seeds, (seed) => {
      const { rows, control } = synthetic(shape, randomNumbers(seed));
      const before = verdictsOf({ rows, control });
      const after = verdictsOf({
        rows: rows.map(({ name, logRatios }) => ({ name, logRatios: turned(logRatios) })),
        control: turned(control),
      });
      return before.every(({ kind }, i) => after[i]?.kind === (opposite[kind as 'cheaper' | 'dearer'] ?? kind));
    }),
  );
  t.pass();
});

test('what is dearer stays so when it gets dearer yet, and its percent grows', (t) => {
  fc.assert(
    fc.property(seeds, fc.double({ min: 0, max: 2, noNaN: true }), (seed, more) => {
      const { rows, control } = synthetic(shape, randomNumbers(seed));
      const dearer = rows.map(({ name, logRatios }) => ({ name, logRatios: logRatios.map((ratio) => ratio + more) }));
      const [before] = verdictsOf({ rows, control });
      const [after] = verdictsOf({ rows: dearer, control });
      if (before?.kind !== 'dearer') return true;
      return after?.kind === 'dearer' && after.percent >= before.percent - 1e-9;
    }),
  );
  t.pass();
});

test('the same rounds give the same verdicts, in whatever order they came', (t) => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { rows, control } = synthetic(shape, randomNumbers(seed));
      const backwards = rows.map(({ name, logRatios }) => ({ name, logRatios: [...logRatios].reverse() }));
      const kinds = (table: TableRounds) => verdictsOf(table).map(({ kind }) => kind);
      t.deepEqual(verdictsOf({ rows, control }), verdictsOf({ rows, control }));
      t.deepEqual(kinds({ rows, control }), kinds({ rows: backwards, control }));
    }),
  );
});

/** Rounds that scatter evenly about a ratio, by at most `spread`. */
const about = (ratio: number, spread: number, rounds = 10): number[] =>
  repeat(rounds, (round) => Math.log(ratio) + spread * ((2 * round) / (rounds - 1) - 1));

const verdictOf = (logRatios: number[], control = about(1, 0.01)): Verdict | undefined =>
  verdictsOf({ rows: [{ name: 'row', logRatios }], control })[0];

test('cheaper by a tenth: with its percent and its interval', (t) => {
  const verdict = verdictOf(about(0.9, 0.02));
  if (verdict?.kind !== 'cheaper') return t.fail(verdict?.kind);
  t.true(Math.abs(verdict.percent + 10) < 1e-9);
  t.true(verdict.interval.lowPercent < -10 && verdict.interval.highPercent > -10);
});

test('no difference: as far as the control resolves, but never finer than 2 %', (t) => {
  const fine = verdictOf(about(1, 0.01));
  const coarse = verdictOf(about(1.02, 0.02), about(1, 0.08));
  t.deepEqual(fine, { kind: 'no-difference', withinPercent: 100 * Math.expm1(Math.log(1.02)) });
  t.true(coarse?.kind === 'no-difference' && coarse.withinPercent > 3);
});

test('no difference: neither one that is sure and smaller than 2 %', (t) => {
  t.is(verdictOf(about(1.01, 0.002))?.kind, 'no-difference');
});

test('can’t tell: within what, and after how many more rounds; the wider the more', (t) => {
  const [some, many] = [verdictOf(about(1, 0.06)), verdictOf(about(1, 0.12))];
  if (some?.kind !== 'cant-tell' || many?.kind !== 'cant-tell') return t.fail();
  t.true((some.moreRounds ?? 0) >= 1 && (many.moreRounds ?? 0) > (some.moreRounds ?? 0));
  t.true(many.withinPercent > some.withinPercent);
});

test('a difference below the resolution of the day is not called one', (t) => {
  t.is(verdictOf(about(1.05, 0.02), about(1, 0.2))?.kind, 'no-difference');
  t.is(verdictOf(about(1.05, 0.2), about(1, 0.08))?.kind, 'cant-tell');
});

test('can’t tell: rounds that disagree on the sign are not helped by more', (t) => {
  const logRatios = [...repeat(23, (i) => 0.06 + i / 1000), ...repeat(7, (i) => -0.01 - i / 1000)];
  const verdict = verdictOf(logRatios);
  t.is(verdict?.kind, 'cant-tell');
  t.false(verdict !== undefined && 'moreRounds' in verdict);
});

test('fewer than 6 rounds, of the row or of the control, give no verdict', (t) => {
  t.deepEqual(verdictOf(about(0.5, 0.01, 5)), { kind: 'too-few-rounds' });
  t.deepEqual(verdictOf(about(0.5, 0.01), about(1, 0.01, 5)), { kind: 'too-few-rounds' });
  t.is(verdictOf(about(0.5, 0.01, 6))?.kind, 'cheaper');
});
