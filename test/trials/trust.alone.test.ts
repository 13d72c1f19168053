// What a comparison makes of a client that is too slow, and of somebody else who uses the CPUs.
import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import test, { type ExecutionContext } from 'ava';
import { holdConnections } from '../../src/load/hold-connections.js';
import { findModel } from '../../src/models/registry.js';
import { analyse } from '../../src/reports/analysis/analysis.js';
import { isClientBound } from '../../src/reports/analysis/row.js';
import { pingPong } from '../../src/scenarios/ping-pong.js';
import { type ComparisonObserver, runComparison, silentObserver } from '../../src/trials/run-comparison.js';
import type { Tools } from '../../src/trials/tools.js';
import { calibrate, loadCommand, serverCommand } from '../../src/trials/tools.js';
import type { Trial } from '../../src/trials/trial-result.js';
import { isBusyAlready } from '../harness/busy.js';
import { skip } from '../harness/tools.js';
import { exactly, requestOf } from './stand-ins.js';

const tools: Tools = { serverCommand, loadCommand, calibrate, hold: holdConnections };

async function compare(blocks: number, change: Partial<Tools> = {}, observer: Partial<ComparisonObserver> = {}) {
  const models = ['thread-per-connection', 'epoll']
    .map((name) => findModel(name))
    .filter((model) => model !== undefined);
  const request = requestOf(models, {
    ...{ scenarios: [pingPong], connections: [4], blocks: exactly(blocks) },
    timing: { warmUpCapMs: 50, windowMs: 400, windows: 4 },
  });
  const results = await runComparison(request, {
    tools: { ...tools, ...change },
    commandLine: ['test'],
    signal: new AbortController().signal,
    observer: { ...silentObserver, ...observer },
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

const isForeign = ({ measured }: Trial) =>
  measured?.raw.windows?.some(({ disturbedBy }) => disturbedBy.includes('foreign')) === true;

test.serial('hogs that come when the trials begin disturb the first, which runs again', async (t) => {
  if (await isBusyAlready(t)) return;
  const disturbed: string[] = [];
  let again = 0;
  let hogs: ChildProcess[] = [];
  const results = await compare(
    2,
    {},
    {
      trialStarts() {
        if (hogs.length === 0) hogs = startHogs(t);
      },
      queuedAgain: () => void again++,
      trialEnded: ({ cell }, trial) => {
        if (isForeign(trial)) disturbed.push(cell.row);
      },
    },
  );
  t.true(disturbed.length > 0, 'they are seen');
  t.true(again > 0, 'the trial is run again');
  const last = results.blocks[1]?.trials ?? [];
  t.is(last.length, 3);
  t.deepEqual(last.filter(isForeign), [], 'a load that came to stay is usual');
});

test.serial('hogs that were there before are usual: no trial is disturbed by them', async (t) => {
  startHogs(t);
  const results = await compare(1);
  const trials = results.blocks.flatMap((block) => block.trials);
  t.is(trials.length, 3);
  t.deepEqual(trials.filter(isForeign), []);
  t.true(
    trials.every(({ measured }) => (measured?.raw.windows ?? []).some(({ foreignUs }) => foreignUs > 0)),
    'told',
  );
});

test.serial('a client slowed by 20 µs per message is told, and its rate is not ranked', async (t) => {
  if (await isBusyAlready(t)) return;
  const slow = ['--slow-client', '20us'];
  const results = await compare(3, {
    loadCommand: (...asked) => [...loadCommand(...asked), ...slow],
    calibrate: (connections, how) => calibrate(connections, { ...how, options: [...how.options, ...slow] }),
  });
  const trials = results.blocks.flatMap((block) => block.trials);
  t.is(trials.length, 9);
  const counted = trials.filter(({ quality }) => quality?.isDisturbed === false);
  if (counted.length === 0) return skip(t, 'all trials were disturbed');
  t.deepEqual([...new Set(counted.map(({ quality }) => quality?.label))], ['client-bound']);
  const [table] = analyse(results).tables;
  for (const row of table?.rows ?? []) if (row.label) t.true(isClientBound(row), row.cell.row);
});
