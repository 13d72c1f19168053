// What the verdicts promise, simulated: seldom a false one under any rule of stopping, and soon a true one.
import test from 'ava';
import { samePercent, type Verdict } from '../../src/statistics/deciding.js';
import { mostUsualBlocks } from '../../src/statistics/looks.js';
import { randomNumbers } from '../../src/statistics/random.js';
import { median } from '../../src/statistics/summary.js';
import { changesOf } from '../../src/statistics/two-runs.js';
import { type Noise, normal, repeat, t3, withOutliers } from './noise.js';
import { runToEnd, SimulatedTable, type Synthetic } from './simulated-tables.js';

const noises: Record<string, Noise> = { normal, t3, withOutliers };
const tables = 400;
/** Of tables with some false verdict. */
const mostFalse = 0.02;

const rowsAt = (percent: number): number[] => repeat(7, () => Math.log1p(percent / 100));
const differs = ({ kind }: Verdict): boolean => kind === 'cheaper' || kind === 'costlier';
const isSame = ({ kind }: Verdict): boolean => kind === 'no-difference';

/** How many tables have, after some block, a verdict of that kind; whoever stops then reports it. */
function tablesWith(
  wrong: (verdict: Verdict) => boolean,
  shape: Synthetic,
  only: 'open' | 'all',
  seed: number,
): number {
  const random = randomNumbers(seed);
  return repeat(tables, () => {
    const table = new SimulatedTable(shape, random);
    while (table.blockCount < mostUsualBlocks && (only === 'all' || table.hasOpenRows)) {
      table.addBlock(only);
      if (table.judge().rows.some(({ verdict }) => wrong(verdict))) return true;
    }
    return false;
  }).filter((isWrong) => isWrong).length;
}

for (const [name, noise] of Object.entries(noises)) {
  const shape = { noise, pairedDeviation: 0.08 };

  test.serial(
    `7 rows that are equal, ${name} noise, 5 % of trials lost: a false difference in at most 2 % of tables, whenever one stops`,
    (t) => {
      const alarms = tablesWith(differs, { ...shape, effects: rowsAt(0) }, 'all', 1);
      t.true(alarms <= mostFalse * tables, `${alarms} of ${tables}`);
    },
  );

  test.serial(
    `7 rows at the margin of 2 %, ${name} noise: a false difference in at most 2 % of tables, whenever one stops`,
    (t) => {
      const alarms = tablesWith(differs, { ...shape, effects: rowsAt(2) }, 'open', 2);
      t.true(alarms <= mostFalse * tables, `${alarms} of ${tables}`);
    },
  );

  test.serial(
    `7 rows that differ by 5 %, ${name} noise: a false "no difference" in at most 2 % of tables, whenever one stops`,
    (t) => {
      const effects = rowsAt(samePercent);
      const alarms = tablesWith(isSame, { noise, pairedDeviation: 0.02, effects }, 'open', 3);
      t.true(alarms <= mostFalse * tables, `${alarms} of ${tables}`);
    },
  );
}

test.serial(
  'the interval shown beside a verdict, at the look where it was decided, holds the ratio in 95 % of rows',
  (t) => {
    for (const [name, noise] of Object.entries({ normal, t3 })) {
      const random = randomNumbers(5);
      const effects = [0, 0.05, 0.1, 0.2, 0.4, -0.3, 1];
      const held = repeat(150, () => {
        const table = new SimulatedTable({ noise, pairedDeviation: 0.1, effects }, random);
        runToEnd(table);
        return table.judge().rows.map(({ interval }, i) => {
          const effect = effects[i] as number;
          return interval !== undefined && interval.low <= effect && effect <= interval.high;
        });
      }).flat();
      const share = held.filter((holds) => holds).length / held.length;
      t.true(share >= 0.95, `${name}: ${share}`);
    }
  },
);

test.serial(
  'two runs of rows that did not change, each stopped where it was decided: a change in at most 5 % of pairs',
  (t) => {
    const random = randomNumbers(6);
    const effects = [0, 0.05, 0.1, 0.2, 0.4, -0.3, 1];
    const ran = () => {
      const table = new SimulatedTable({ noise: normal, pairedDeviation: 0.1, effects }, random);
      runToEnd(table);
      return table.logRatios();
    };
    const alarms = repeat(200, () => {
      const [earlier, later] = [ran(), ran()];
      return changesOf(earlier.map((row, i) => ({ earlier: row, later: later[i] ?? [] })));
    }).filter((changes) => changes.some((change) => change?.isReal)).length;
    t.true(alarms <= 0.05 * 200, `${alarms} of 200`);
  },
);

/** Blocks until one row among 7 is decided, in the middle one of many tables. */
function blocksUntil(times: number, pairedDeviation: number): number {
  const random = randomNumbers(Math.round(1000 * times * pairedDeviation));
  const effects = [Math.log(times), 0.6, 0.3, 0.1, 0, 0.02, -0.5];
  const counts = repeat(300, () => {
    const table = new SimulatedTable({ noise: normal, pairedDeviation, effects }, random);
    let decided = mostUsualBlocks + 1;
    runToEnd(table, ([first]) => {
      if (first && differs(first)) decided = Math.min(decided, table.blockCount);
    });
    return decided;
  });
  return median(counts) ?? Number.NaN;
}

const soon: [times: number, pairedDeviation: number, atMost: number][] = [
  [1.25, 0.05, 5],
  [1.25, 0.1, 8],
  [1.25, 0.15, 13],
  [2, 0.1, 4],
  [10, 0.1, 3],
];

for (const [times, pairedDeviation, atMost] of soon) {
  test.serial(
    `× ${times} at a paired deviation of ${pairedDeviation} is decided after ${atMost} blocks, in the middle one of tables`,
    (t) => {
      const blocks = blocksUntil(times, pairedDeviation);
      t.true(blocks <= atMost, String(blocks));
    },
  );
}
