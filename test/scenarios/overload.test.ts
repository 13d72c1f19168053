// overload: a curve from half of a model's capacity to half more of it; and that messages beyond it are not left out.
import test from 'ava';
import { startLoad } from '../../src/load/run-load.js';
import { overload } from '../../src/scenarios/overload.js';
import { within } from '../harness/deadline.js';
import { descendants } from '../harness/processes.js';
import { startModel } from '../trials/model-server.js';
import { flawsOf, measuredOf, planned, rendered, runAll } from './trials.js';

test('a point for each share of the capacity; what is compared is measured at 0.8', async (t) => {
  const plan = planned(overload, ['epoll']);
  const trials = await runAll(plan, ['epoll']);
  const { connections, figures, curve, raw } = measuredOf(trials, 'epoll');
  t.deepEqual(connections, { asked: 16, established: 16, served: 16 });
  t.is(curve?.axis, 'of capacity');
  const capacity = figures.capacityPerSecond ?? 0;
  t.deepEqual(
    curve?.points.map(({ at, offeredPerSecond }) => [at, offeredPerSecond]),
    [0.5, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5].map((share) => [share, Math.round(share * capacity)]),
  );
  t.true((figures.p50Us ?? 0) >= 200, 'each message takes 200 µs of CPU');
  t.true((figures.kneeShare ?? 0) >= 0.5);
  t.is(raw.windows?.length, 2 + 4, 'of the closed loop and of the load at 0.8');
  t.regex(rendered(plan, trials), /^overload: 16 connections/m);
  t.deepEqual(descendants(process.pid), []);
});

test('beyond capacity the messages that wait count with their age', async (t) => {
  const server = await startModel(t, 'iterative-native', ['--work', 'wait:2ms']); // 500 a second at most
  const durationMs = 400;
  const run = await startLoad({ ...server.address, connections: 1, rate: 2000, warmUpMs: 0, durationMs });
  const { messages, unanswered, answeredAfterEnd, latencyUs } = await within('the end of the load', run.done);
  t.true(unanswered + answeredAfterEnd > messages, 'at least three of four have no answer by the end');
  t.true((latencyUs.p99 ?? 0) > (durationMs / 2) * 1000, 'the oldest of them has waited for most of the time');
});

test('each model has a prediction', (t) => {
  t.deepEqual(flawsOf(overload), []);
});
