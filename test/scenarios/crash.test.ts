// crash: what a killed process takes with it, model by model; a server that dies on purpose is no failed trial.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { crash } from '../../src/scenarios/crash.js';
import { descendants } from '../harness/processes.js';
import { flawsOf, measuredOf, planned, rendered, runAll } from './trials.js';

/** Where the servers leave their records. */
const runtimeFolder = mkdtempSync(join(tmpdir(), 'forkroad-crash-'));
process.env.XDG_RUNTIME_DIR = runtimeFolder;
test.after.always(() => rmSync(runtimeFolder, { recursive: true, force: true }));

test('a child takes nothing with it, a worker its own, the one process all; nothing is left', async (t) => {
  const plan = planned(crash, ['fork-per-connection-native', 'forked-thread-pools', 'epoll', 'iterative-native']);
  const trials = await runAll(plan);
  t.deepEqual(
    trials.map(({ failed }) => failed),
    [null, null, null],
  );
  const child = measuredOf(trials, 'fork-per-connection-native');
  t.is(child.figures.lostShare, 0);
  t.is(child.figures.peakProcesses, 17);
  const worker = measuredOf(trials, 'forked-thread-pools').figures;
  t.true((worker.lostShare ?? 2) <= 1);
  for (const { recoveredMs } of [child.figures, worker]) t.true((recoveredMs ?? 0) > 0);
  const whole = measuredOf(trials, 'epoll').figures;
  t.is(whole.lostShare, 1);
  t.is(whole.recoveredMs, null);
  t.is(plan.cells.at(-1)?.impossible, 'it serves one connection: there is no other to be lost');
  t.regex(rendered(plan, trials), /^crash: 16 connections held/m);
  t.deepEqual(descendants(process.pid), []);
  t.deepEqual(readdirSync(join(runtimeFolder, 'forkroad')), [], 'the record of a killed server');
});

test('a pool that cannot serve all of them is impossible', (t) => {
  const { cells } = planned(crash, ['thread-pool'], { counts: { workers: 1, threads: 4, loops: 2 } });
  t.is(cells[0]?.impossible, 'it serves 4 connections at once');
});

test('each model has a prediction', (t) => {
  t.deepEqual(flawsOf(crash), []);
});
