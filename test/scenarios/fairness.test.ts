// fairness: how evenly workers come by connections; and which models have nothing to share out.
import test from 'ava';
import { fairness } from '../../src/scenarios/fairness.js';
import { flawsOf, measuredOf, planned, rendered, runAll } from './trials.js';

test('the connections of the workers are compared; one process has nothing to share out', async (t) => {
  const plan = planned(fairness, ['forked-thread-pools', 'epoll', 'fork-per-connection-native']);
  t.deepEqual(
    plan.cells.map(({ row, impossible }) => [row, impossible]),
    [
      ['forked-thread-pools', null],
      ['epoll', 'one process serves them all: nothing to share out'],
      ['fork-per-connection-native', 'each connection has a process of its own: nothing to share out'],
    ],
  );
  const trials = await runAll(plan);
  const { figures } = measuredOf(trials, 'forked-thread-pools');
  t.true((figures.connectionsGini ?? -1) >= 0 && (figures.connectionsGini ?? 1) < 1);
  t.true(figures.connectionsMaxToMin === null || figures.connectionsMaxToMin >= 1, 'null: one had none at all');
  t.regex(rendered(plan, trials), /^fairness: 16 at a time/m);
});

test('each model has a prediction', (t) => {
  t.deepEqual(flawsOf(fairness), []);
});
