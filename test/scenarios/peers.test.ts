// peers: what a few streams with little to say cost, by several models.
import test from 'ava';
import { peers } from '../../src/scenarios/peers.js';
import { flawsOf, measuredOf, planned, rendered, runAll } from './trials.js';

test('CPU over time, wake-up latency and memory of seven streams', async (t) => {
  const plan = planned(peers, ['epoll']);
  const trials = await runAll(plan, ['epoll']);
  const { connections, figures, raw } = measuredOf(trials, 'epoll');
  t.deepEqual(connections, { asked: 7, established: 7, served: 7 });
  t.true((figures.cpuUsPerSecond ?? 0) > 0);
  t.true((figures.p50Us ?? 0) > 0);
  t.true((figures.pssKb ?? 0) > 1000);
  t.is(figures.idleCpuUsPerSecond, plan.trials[0]?.idleCpuUsPerSecond ?? null);
  t.true(Math.max(...(raw.windows ?? []).map(({ messages }) => messages)) < 100, 'little is asked');
  t.regex(rendered(plan, trials), /^peers: 7 long-lived streams/m);
});

test('a model that serves one connection serves one of the seven streams', async (t) => {
  const [trial] = planned(peers, ['iterative-native']).trials;
  t.true((trial?.expectedMs ?? 0) > 3000, 'the client waits for the others');
});

test('each model has a prediction', (t) => {
  t.deepEqual(flawsOf(peers), []);
});
