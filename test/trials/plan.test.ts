// The plan: which cells there are, which cannot be, and how long a block takes.
import test from 'ava';
import { churn } from '../../src/scenarios/churn.js';
import { idle } from '../../src/scenarios/idle.js';
import { logging } from '../../src/scenarios/logging.js';
import { pingPong } from '../../src/scenarios/ping-pong.js';
import { cellsOf, controlRow } from '../../src/trials/cells.js';
import type { Entrant } from '../../src/trials/entrant.js';
import { planOf } from '../../src/trials/plan.js';
import type { Scenario } from '../../src/trials/scenario.js';
import { checkedOf, requestOf, standInModel } from './stand-ins.js';

const plain = standInModel('echoes');
const forks = standInModel('forks', { processesPerConnection: 1 });
const asked = (scenarios: Scenario[], models: Entrant[], connections: number[], baseline: string) => ({
  ...requestOf([], { scenarios, connections, baseline }),
  models,
});
const request = requestOf([plain, forks], { scenarios: [pingPong, churn, idle], connections: [16] });
const checked = checkedOf([plain, forks]);

test('cells: a Node process for each connection is asked for few, and more are impossible, with the reason', (t) => {
  const cells = cellsOf(asked([pingPong, idle], [plain, forks], [16, 64], 'none'));
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

test('the baseline has a second cell under another name in each table: the A/A control', (t) => {
  const cells = cellsOf(asked([pingPong, idle], [forks, plain], [1, 16], 'echoes'));
  const controls = cells.filter(({ role }) => role === 'control');
  t.deepEqual(
    controls.map(({ scenario, row, model, connections }) => [scenario, row, model, connections]),
    [
      ['ping-pong', controlRow, 'echoes', 1],
      ['ping-pong', controlRow, 'echoes', 16],
      ['idle', controlRow, 'echoes', 400],
    ],
  );
  t.is(cells.filter(({ role }) => role === 'baseline').length, 3);
});

test('variants are rows of each model, the first of them its baseline', (t) => {
  const cells = cellsOf(asked([logging], [plain], [16], 'another'));
  t.deepEqual(
    cells.map(({ row, role, serverOptions }) => [row, role, serverOptions]),
    [
      ['off', 'baseline', []],
      [controlRow, 'control', []],
      ['json', 'entrant', ['--packets', 'json']],
      ['hex', 'entrant', ['--packets', 'hex']],
    ],
  );
});

test('a model that does not speak the service is an impossible cell', (t) => {
  const [cell] = cellsOf(asked([pingPong], [{ ...plain, services: ['kv'] }], [16], 'none'));
  t.is(cell?.impossible, 'does not serve echo');
});

test('a block takes as long as its possible trials', (t) => {
  const one = planOf(requestOf([plain], { scenarios: [pingPong], baseline: 'none' }), checked, []);
  const { timing } = request;
  t.true(one.blocksMs > timing.windowMs + 100 + 10);
  const withControl = planOf(requestOf([plain], { scenarios: [pingPong] }), checked, []);
  t.is(withControl.blocksMs, 2 * one.blocksMs);
  const impossible = planOf({ ...request, scenarios: [pingPong], connections: [64] }, checked, []);
  t.true(impossible.trials.every(({ model }) => model.name === 'echoes'));
});

test('a server that answers each connection from a process of its own needs more time', (t) => {
  const { trials } = planOf({ ...request, scenarios: [pingPong], baseline: 'none' }, checked, []);
  t.true((trials[1]?.expectedMs ?? 0) > (trials[0]?.expectedMs ?? 0));
});

test('a trial knows what its server uses when idle, and the ceiling of its client', (t) => {
  const { trials } = planOf(request, checked, [{ scenario: 'ping-pong', connections: 16, perSecond: 123 }]);
  const ceilings = new Map(trials.map(({ cell, clientCeilingPerSecond }) => [cell.scenario, clientCeilingPerSecond]));
  t.deepEqual(
    [...ceilings],
    [
      ['ping-pong', 123],
      ['churn', null],
      ['idle', null],
    ],
  );
  t.true(trials.every(({ idleCpuUsPerSecond }) => idleCpuUsPerSecond === 7));
});
