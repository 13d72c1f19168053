// A comparison as an experiment, with made-up trials: which rows go on, and that the report says what the judge said.
import test from 'ava';
import type { Block } from '../../src/experiment/design.js';
import { runExperiment } from '../../src/experiment/run-experiment.js';
import { analyse } from '../../src/reports/analysis/analysis.js';
import { decidedRows, judgedRows } from '../../src/reports/analysis/tables.js';
import { idle } from '../../src/scenarios/idle.js';
import { pingPong } from '../../src/scenarios/ping-pong.js';
import { isDecided } from '../../src/statistics/deciding.js';
import { randomNumbers } from '../../src/statistics/random.js';
import { compareDesign } from '../../src/trials/compare-design.js';
import { noFigures } from '../../src/trials/figures.js';
import { newResults } from '../../src/trials/new-results.js';
import { planOf } from '../../src/trials/plan.js';
import type { TrialPlan } from '../../src/trials/run-trial.js';
import { noLoad, type Trial } from '../../src/trials/trial-result.js';
import { normal, repeat } from '../statistics/noise.js';
import { checkedOf, requestOf, standInModel } from './stand-ins.js';

const models = ['base', 'near', 'half', 'tenfold'].map((name) => standInModel(name));
const times: Record<string, number> = { base: 1, near: 1.03, half: 1.5, tenfold: 10 };

interface Made {
  /** Of the logarithm; memory scatters by a hundredth of it. */
  deviation?: number;
  change?(trial: Trial, block: number): Trial;
  before?: readonly Block<Trial>[];
  interruptAfter?: number;
}

/** The same trial of the same block comes out the same, however often the comparison was resumed. */
function trialOf({ cell }: TrialPlan, block: number, deviation: number): Trial {
  const { scenario, row, model, client, connections } = cell;
  const seed = [...`${scenario} ${row} ${block}`].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7);
  const noise = deviation * normal(randomNumbers(seed | 0));
  const cost = 10 * (times[model] ?? 1) * Math.exp(scenario === 'idle' ? noise / 100 : noise);
  return {
    ...{ scenario, row, model, client, connections, attempt: 1, tookMs: 1000, failed: null },
    measured: {
      connections: { asked: connections, established: connections, served: connections },
      figures: { ...noFigures, cpuUsPerMessage: cost, pssKbPerConnection: cost },
      latency: null,
      ...noLoad,
      looks: [],
      curve: null,
      raw: { windows: null, levels: null, errors: {} },
    },
    quality: {
      ...{ yardstickUs: { before: [1], after: [1] }, windows: 4, kept: 4, isDisturbed: false },
      ...{ label: 'server-bound', labelReason: null },
    },
  };
}

const plan = planOf(
  requestOf(models, { scenarios: [pingPong, idle], blocks: { exactly: null, atMost: 29 } }),
  checkedOf(models),
  [],
);

async function compared({ deviation = 0.06, change = (trial) => trial, before = [], interruptAfter }: Made = {}) {
  const interrupt = new AbortController();
  const blocks = [...before];
  const run = async (trial: TrialPlan) => {
    const block = 1 + blocks.filter(({ trials }) => trials[0]?.scenario === trial.cell.scenario).length;
    return change(trialOf(trial, block, deviation), block);
  };
  const ended = await runExperiment(
    compareDesign(plan, run),
    blocks,
    { signal: interrupt.signal, startedMs: 0 },
    {
      ...{ trialStarts() {}, trialEnded() {}, queuedAgain() {}, blockStarts() {} },
      blockEnded: () => void (blocks.length === interruptAfter && interrupt.abort()),
    },
  );
  return { ...newResults(plan, { commandLine: [], plannedMs: 0 }), ended, blocks };
}

type Made1 = Awaited<ReturnType<typeof compared>>;

/** How many blocks of a scenario a row was in. */
const blocksOf = ({ blocks }: Made1, scenario: string, row: string): number =>
  blocks.filter(({ trials }) => trials.some((trial) => trial.row === row && trial.scenario === scenario)).length;

const verdictsOf = (results: Made1) =>
  analyse(results).tables.map(({ key, rows }) => [key, rows.map(({ cell, verdict }) => [cell.row, verdict])]);

test('memory, which hardly scatters, is through after three blocks; what is far apart leaves first', async (t) => {
  const results = await compared();
  for (const row of ['near', 'half', 'tenfold']) t.is(blocksOf(results, 'idle', row), 3, row);
  t.true(blocksOf(results, 'ping-pong', 'tenfold') <= blocksOf(results, 'ping-pong', 'half'));
  t.is(blocksOf(results, 'ping-pong', 'near'), 29, 'a difference of 3 % is not decided by such blocks');
  t.is(results.ended, 'blocks');
});

test('the report has the verdicts by which rows left: none of them went on after it had one', async (t) => {
  const results = await compared();
  for (const table of analyse(results).tables) {
    const left = judgedRows(table).filter(({ trials }) => trials.filter((trial) => trial !== undefined).length < 29);
    t.true(left.length > 0);
    for (const { cell, verdict } of left) t.true(isDecided(verdict), cell.row);
  }
  const [pingPongTable] = analyse(results).tables;
  t.deepEqual(
    pingPongTable &&
      decidedRows(pingPongTable)
        .map(({ cell }) => cell.row)
        .sort(),
    ['half', 'tenfold'],
  );
});

test('resumed at random points, order, trials and verdicts are those of one go', async (t) => {
  const whole = await compared();
  const random = randomNumbers(8);
  for (const _ of repeat(5, (i) => i)) {
    let results = await compared({ interruptAfter: 1 });
    while (results.ended === 'interrupted') {
      const interruptAfter = results.blocks.length + 1 + Math.floor(8 * random());
      results = await compared({ before: results.blocks, interruptAfter });
    }
    t.deepEqual(results.blocks, whole.blocks);
    t.deepEqual(verdictsOf(results), verdictsOf(whole));
  }
});

test('one that serves fewer than were asked for leaves after two blocks; so does one whose figure is the client’s', async (t) => {
  const results = await compared({
    change: (trial) => {
      if (trial.row !== 'half' || !trial.measured) return trial;
      return { ...trial, measured: { ...trial.measured, connections: { asked: 2, established: 2, served: 1 } } };
    },
  });
  t.is(blocksOf(results, 'ping-pong', 'half'), 2);
  t.is(blocksOf(results, 'idle', 'half'), 2);
  t.is(blocksOf(results, 'idle', 'near'), 3);
});

test('a disturbed baseline leaves the control as the reference: no row loses its block', async (t) => {
  const spoilt = await compared({
    change: (trial, block) => {
      if (trial.row !== 'base' || block !== 2 || !trial.quality) return trial;
      return { ...trial, quality: { ...trial.quality, isDisturbed: true } };
    },
  });
  const [table] = analyse(spoilt).tables;
  const tenfold = table?.rows.find(({ cell }) => cell.row === 'tenfold');
  t.is(tenfold?.blockRatios.length, blocksOf(spoilt, 'ping-pong', 'tenfold'));
});
