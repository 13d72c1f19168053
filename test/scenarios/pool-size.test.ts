// pool-size: a row for each size of a pool, and what a larger pool brings where messages wait.
import test from 'ava';
import { poolSize } from '../../src/scenarios/pool-size.js';
import { descendants } from '../harness/processes.js';
import { flawsOf, measuredOf, planned, predictionsOf, rendered, runAll } from './trials.js';

test('eight threads serve waiting connections in less time than one', async (t) => {
  const plan = planned(poolSize, ['thread-pool']);
  const trials = await runAll(plan, ['1', '8']);
  const [one, eight] = [measuredOf(trials, '1'), measuredOf(trials, '8')];
  t.is(one.connections.asked, 64);
  t.true((one.figures.usPerMessage ?? 0) > (eight.figures.usPerMessage ?? Number.POSITIVE_INFINITY));
  t.is((eight.figures.peakThreads ?? 0) - (one.figures.peakThreads ?? 0), 7);
  t.true((one.figures.pssKb ?? 0) > 1000);
  t.regex(rendered(plan, trials), /^pool-size: 64 at a time connect/m);
  t.deepEqual(descendants(process.pid), []);
});

test('each size is a row with as many threads; the smallest is the baseline', (t) => {
  const { trials } = planned(poolSize, ['forked-thread-pools']);
  const threads = trials.map(({ cell, counts }) => `${cell.role} ${cell.row}: ${counts.threads}`);
  t.is(threads[0], 'baseline 1: 1');
  t.deepEqual(
    threads.slice(2),
    ['2', '4', '8', '16', '32', '64', '128'].map((size) => `entrant ${size}: ${size}`),
  );
});

test('a model without a pool of threads is impossible, and says why once', (t) => {
  const { cells, trials } = planned(poolSize, ['epoll']);
  t.deepEqual(trials, []);
  t.deepEqual(
    cells.map(({ row, impossible }) => [row, impossible]),
    [['epoll', 'it has no pool of threads']],
  );
});

test('each model has a prediction; those with a pool a place', (t) => {
  t.deepEqual(flawsOf(poolSize), []);
  for (const { model, prediction } of predictionsOf(poolSize)) {
    t.is(prediction.place !== null, model.takes.includes('threads'), model.name);
  }
});
