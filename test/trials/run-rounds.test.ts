// The rounds: their order, when they end, and what happens to a trial that was disturbed.
import test from 'ava';
import { idle } from '../../src/scenarios/idle.js';
import { pingPong } from '../../src/scenarios/ping-pong.js';
import { noFigures } from '../../src/trials/figures.js';
import type { Request } from '../../src/trials/plan.js';
import { planOf } from '../../src/trials/plan.js';
import { type Round, runRounds } from '../../src/trials/run-rounds.js';
import type { TrialPlan } from '../../src/trials/run-trial.js';
import type { Trial } from '../../src/trials/trial-result.js';
import { noLoad } from '../../src/trials/trial-result.js';
import { checkedOf, requestOf, standInModel } from './stand-ins.js';

const models = ['a', 'b', 'c'].map((name) => standInModel(name));
const never = new AbortController().signal;

/** What a trial of this plan would have measured: a figure, or a disturbance. */
type Measure = (trial: TrialPlan, attempt: number, round: number) => number | 'disturbed';

interface Ran {
  ended: string;
  rounds: Round[];
  /** "round: rows", attempts included. */
  order: string[];
  queuedAgain: string[];
  next: number[];
}

async function run(change: Partial<Request>, measure: Measure, startedMs = performance.now()): Promise<Ran> {
  const plan = planOf(requestOf(models, { scenarios: [pingPong], ...change }), checkedOf(models), []);
  const ran: Ran = { ended: '', rounds: [], order: [], queuedAgain: [], next: [] };
  let current = 0;
  const running = {
    run: async (trial: TrialPlan, attempt: number) => trialOf(trial, attempt, measure(trial, attempt, current)),
    signal: never,
    startedMs,
  };
  ran.ended = await runRounds(plan, ran.rounds, running, {
    trialStarts({ cell }, round) {
      current = round;
      ran.order[round - 1] = `${ran.order[round - 1] ?? ''} ${cell.row}`.trim();
    },
    trialEnded() {},
    queuedAgain: ({ cell }) => void ran.queuedAgain.push(cell.row),
    roundEnded: (_, next) => void ran.next.push(next.length),
  });
  return ran;
}

function trialOf({ cell }: TrialPlan, attempt: number, value: number | 'disturbed'): Trial {
  const { scenario, row, model, client, connections } = cell;
  const isDisturbed = value === 'disturbed';
  const cost = isDisturbed ? 99 : value;
  return {
    ...{ scenario, row, model, client, connections, attempt, tookMs: 1, failed: null },
    measured: {
      connections: { asked: connections, established: connections, served: connections },
      figures: { ...noFigures, cpuUsPerMessage: cost, pssKbPerConnection: cost },
      latency: null,
      looks: [],
      curve: null,
      ...noLoad,
      raw: { windows: null, levels: null, errors: {} },
    },
    quality: {
      yardstickUs: { before: [1], after: [1] },
      ...{ windows: 4, kept: isDisturbed ? 1 : 4, isDisturbed, label: null, labelReason: null },
    },
  };
}

/** A spread too wide for any number of rounds to be precise. */
const noisy: Measure = ({ cell }, _, round) => (cell.row === 'b' && round % 2 === 0 ? 2 : 1);

test('each round runs every trial once, in an order that the seed brings back', async (t) => {
  const change = { rounds: { atLeast: 6, atMost: 6 }, seed: 7 };
  const { order } = await run(change, () => 1);
  t.deepEqual((await run(change, () => 1)).order, order);
  t.deepEqual([...new Set(order.map((each) => each.split(' ').length))], [5], 'A/A control is two words');
  t.true(new Set(order).size > 1, 'rounds differ in order');
});

test('they end as soon as every interval is narrow enough, but not before the least number of them', async (t) => {
  const { ended, rounds } = await run({ rounds: { atLeast: 7, atMost: 30 } }, () => 1);
  t.is(ended, 'precise');
  t.is(rounds.length, 7);
});

test('they end at the most there may be', async (t) => {
  const { ended, rounds, next } = await run({ rounds: { atLeast: 7, atMost: 9 } }, noisy);
  t.is(ended, 'rounds');
  t.is(rounds.length, 9);
  t.deepEqual(next.slice(-2), [4, 0], 'told what comes next');
});

test('no round begins that would not end within the budget; the first always runs', async (t) => {
  const long = { rounds: { atLeast: 7, atMost: 30 } };
  const spent = performance.now() - 60_000;
  const { ended, rounds } = await run({ ...long, budgetMs: 1000 }, noisy, spent);
  t.is(ended, 'budget');
  t.is(rounds.length, 1);
});

test('a table that is precise gets no more rounds, while another goes on', async (t) => {
  const scenarios = [pingPong, idle];
  const only =
    (scenario: string): Measure =>
    (trial, attempt, round) =>
      trial.cell.scenario === scenario ? noisy(trial, attempt, round) : 1;
  const { rounds } = await run({ scenarios, rounds: { atLeast: 7, atMost: 9 } }, only('idle'));
  const scenariosOf = (round: number) => [...new Set(rounds[round - 1]?.trials.map(({ scenario }) => scenario))].sort();
  t.deepEqual(scenariosOf(7), ['idle', 'ping-pong']);
  t.deepEqual(scenariosOf(8), ['idle']);
});

test('a disturbed trial is run again at the end of its round, twice at most, and then stays disturbed', async (t) => {
  const once = { rounds: { atLeast: 1, atMost: 1 } };
  const first = await run(once, ({ cell }, attempt) => (cell.row === 'b' && attempt === 1 ? 'disturbed' : 1));
  t.deepEqual(first.queuedAgain, ['b']);
  t.regex(first.order[0] ?? '', / b$/);
  const good = first.rounds[0]?.trials.find(({ row }) => row === 'b');
  t.is(good?.attempt, 2);
  t.false(good?.quality?.isDisturbed);

  const always = await run(once, ({ cell }) => (cell.row === 'b' ? 'disturbed' : 1));
  t.deepEqual(always.queuedAgain, ['b', 'b']);
  const bad = always.rounds[0]?.trials.filter(({ row }) => row === 'b') ?? [];
  t.deepEqual(
    bad.map(({ attempt, quality }) => [attempt, quality?.isDisturbed]),
    [[3, true]],
  );
});

test('what was disturbed is not compared: it keeps no table open by its spread', async (t) => {
  const { ended, rounds } = await run({ rounds: { atLeast: 7, atMost: 9 } }, ({ cell }, _, round) =>
    cell.row === 'b' ? 'disturbed' : 1 + round / 1000,
  );
  t.is(ended, 'precise');
  t.is(rounds.length, 7);
});
