// The plan: which cells there are, which cannot be, in which order they run, and how long it takes.
import test from 'ava';
import { churn } from '../../src/scenarios/churn.js';
import { idle } from '../../src/scenarios/idle.js';
import { pingPong } from '../../src/scenarios/ping-pong.js';
import { cellsOf } from '../../src/trials/cells.js';
import { planOf, type Request } from '../../src/trials/plan.js';
import type { Round } from '../../src/trials/run-rounds.js';
import { runRounds } from '../../src/trials/run-rounds.js';
import type { Scenario } from '../../src/trials/scenario.js';
import { standInModel, standInTools } from './stand-ins.js';

const plain = standInModel('echoes');
const forks = standInModel('forks', { processesPerConnection: 1 });
const startUp = { listeningMs: 100, readyMs: 100, echoMs: 50, stopMs: 10 };

const request = (change: Partial<Request> = {}): Request => ({
  models: [plain, forks],
  scenarios: [pingPong, churn, idle],
  connections: [16],
  rounds: 3,
  baseline: 'echoes',
  seed: 42,
  counts: { workers: 2, threads: 64 },
  timing: { warmUpMs: 100, windowMs: 1000 },
  ...change,
});

const checked = [plain, forks].map((model) => ({ model, startUp, failed: null }));

test('cells: a Node process for each connection is asked for few, and more are impossible, with the reason', (t) => {
  const cells = cellsOf([pingPong, idle], [plain, forks], [16, 64]);
  t.deepEqual(
    cells.map(({ scenario, model, connections, impossible }) => [scenario, model, connections, impossible === null]),
    [
      ['ping-pong', 'echoes', 16, true],
      ['ping-pong', 'echoes', 64, true],
      ['ping-pong', 'forks', 16, true],
      ['ping-pong', 'forks', 64, false],
      ['idle', 'echoes', 400, true],
      ['idle', 'forks', 32, true],
    ],
  );
  t.is(cells[3]?.impossible, 'each connection is a Node process; at most 32 are asked for');
});

test('a model that does not speak the service is an impossible cell', (t) => {
  const [cell] = cellsOf([pingPong], [{ ...plain, services: ['kv'] }], [16]);
  t.is(cell?.impossible, 'does not serve echo');
});

test('the time is that of all possible trials in all rounds', (t) => {
  const one = planOf(request({ models: [plain], scenarios: [pingPong], rounds: 1 }), checked);
  const seven = planOf(request({ models: [plain], scenarios: [pingPong], rounds: 7 }), checked);
  t.true(one.expectedMs > 1000 + 100 + 100 + 10);
  t.is(seven.expectedMs, 7 * one.expectedMs);
  const impossible = planOf(request({ scenarios: [pingPong], connections: [64] }), checked);
  t.deepEqual(
    impossible.trials.map(({ model }) => model.name),
    ['echoes'],
  );
});

test('a server that answers each connection from a process of its own needs more time', (t) => {
  for (const scenario of [pingPong, idle]) {
    const { trials } = planOf(request({ scenarios: [scenario] }), checked);
    t.true((trials[1]?.expectedMs ?? 0) > (trials[0]?.expectedMs ?? 0), scenario.name);
  }
});

/** Takes no time, and starts no load. */
const instant: Scenario = { ...pingPong, run: async () => Promise.reject(new Error('instant')) };

async function orderOf(seed: number, rounds: number): Promise<Round[]> {
  const models = ['a', 'b', 'c', 'd'].map((name) => standInModel(name));
  const all = models.map((model) => ({ model, startUp, failed: null }));
  const plan = planOf(request({ models, scenarios: [instant], rounds, seed, baseline: 'a' }), all);
  const done: Round[] = [];
  const tools = { ...standInTools, serverCommand: () => ['false'] };
  await runRounds(plan, tools, new AbortController().signal, {
    trialStarts() {},
    trialEnded() {},
    roundEnded: (round) => void done.push(round),
  });
  return done;
}

test('each round runs every trial once, in an order that the seed brings back', async (t) => {
  const names = (rounds: Round[]) => rounds.map(({ trials }) => trials.map(({ model }) => model).join(''));
  const once = names(await orderOf(7, 4));
  t.deepEqual(once, names(await orderOf(7, 4)));
  t.true(once.every((order) => [...order].sort().join('') === 'abcd'));
  t.true(new Set(once).size > 1, 'rounds differ in order');
});
