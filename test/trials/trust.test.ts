// What a comparison makes of a client that is too slow, and of somebody else who uses the CPUs.
import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import test, { type ExecutionContext } from 'ava';
import { holdConnections } from '../../src/load/hold-connections.js';
import { findModel } from '../../src/models/registry.js';
import { analyse } from '../../src/reports/analysis/analysis.js';
import { pingPong } from '../../src/scenarios/ping-pong.js';
import { runComparison, silentObserver } from '../../src/trials/run-comparison.js';
import type { Tools } from '../../src/trials/tools.js';
import { calibrate, loadCommand, serverCommand } from '../../src/trials/tools.js';
import { requestOf } from './stand-ins.js';

const tools: Tools = { serverCommand, loadCommand, calibrate, hold: holdConnections };

async function compare(rounds: number, change: Partial<Tools> = {}) {
  const models = ['thread-per-connection', 'epoll']
    .map((name) => findModel(name))
    .filter((model) => model !== undefined);
  const request = requestOf(models, {
    ...{ scenarios: [pingPong], connections: [4], rounds: { atLeast: rounds, atMost: rounds } },
    timing: { warmUpCapMs: 50, windowMs: 400, windows: 4 },
  });
  const results = await runComparison(request, {
    tools: { ...tools, ...change },
    commandLine: ['test'],
    signal: new AbortController().signal,
    observer: silentObserver,
    save() {},
  });
  if (!results) throw new Error('there are no results');
  return results;
}

/** One on each CPU, until the test is over. */
function startHogs(t: ExecutionContext): ChildProcess[] {
  const hogs = Array.from({ length: availableParallelism() }, () => spawn(process.execPath, ['-e', 'for (;;);']));
  t.teardown(() => hogs.forEach((hog) => void hog.kill('SIGKILL')));
  return hogs;
}

test.serial('a foreign CPU hog: every trial is run again twice, then disturbed, and there is no verdict', async (t) => {
  startHogs(t);
  const results = await compare(1);
  const trials = results.rounds.flatMap((round) => round.trials);
  t.deepEqual(
    trials.map(({ attempt, quality }) => [attempt, quality?.label]),
    trials.map(() => [3, 'disturbed']),
  );
  t.true(
    trials.every(({ measured }) => measured?.raw.windows?.some(({ disturbedBy }) => disturbedBy.includes('foreign'))),
  );
  const [table] = analyse(results).tables;
  t.is(table?.rows.find(({ cell }) => cell.row === 'epoll')?.verdict.kind, 'disturbed');
});

test.serial('a client slowed by 20 µs per message is told, and its rate is not ranked', async (t) => {
  const slow = ['--slow-client', '20us'];
  const results = await compare(3, {
    loadCommand: (...asked) => [...loadCommand(...asked), ...slow],
    calibrate: (connections, how) => calibrate(connections, { ...how, options: [...how.options, ...slow] }),
  });
  const trials = results.rounds.flatMap((round) => round.trials);
  const labels = trials.map(({ quality }) => quality?.label);
  t.true(
    labels.every((label) => label === 'client-bound' || label === 'disturbed'),
    labels.join(),
  );
  t.log(labels.join());
});
