// A model that uses a CPU without clients, too: its rest is not waited for, and nothing is taken off what it costs.
import test from 'ava';
import { analyse } from '../../src/reports/analysis/analysis.js';
import { terminal } from '../../src/reports/formats/terminal.js';
import { pingPong } from '../../src/scenarios/ping-pong.js';
import { parseServerCommand } from '../../src/trials/foreign-command.js';
import { runComparison, silentObserver } from '../../src/trials/run-comparison.js';
import { runtimeCpuUsPerSecond, spins } from '../../src/trials/runtime-cpu.js';
import { exactly, requestOf, standInModel, standInTools } from './stand-ins.js';

test('compared with one that rests, its net CPU is its gross, and the report says so', async (t) => {
  const models = [standInModel('echoes'), standInModel('spins', { isBusyWhenIdle: true })];
  const results = await runComparison(requestOf(models, { scenarios: [pingPong], blocks: exactly(1) }), {
    tools: standInTools,
    commandLine: ['test'],
    signal: new AbortController().signal,
    observer: silentObserver,
    save() {},
  });
  if (!results) throw new Error('there are no results');
  const [rests, never] = results.models;
  t.deepEqual([rests?.spins, never?.spins], [false, true]);
  t.true((never?.atRest?.idleCpuUsPerSecond ?? 0) > (rests?.atRest?.idleCpuUsPerSecond ?? 0));
  const trial = results.blocks[0]?.trials.find(({ row }) => row === 'spins');
  const { figures } = trial?.measured ?? {};
  t.true((figures?.cpuUsPerMessage ?? 0) > 0);
  t.is(figures?.cpuUsPerMessage, figures?.grossCpuUsPerMessage);
  const text = terminal(analyse(results), { columns: 80, colour: false }).replace(/\s+/g, ' ');
  t.regex(text, /spins uses a CPU without clients, too: all of it counts as CPU of the messages\./);
});

test('who spins: who says so, and a program of someone else that uses half a CPU before its first client', (t) => {
  const busyUsPerSecond = 990_000;
  const echoes = standInModel('echoes');
  const foreign = { command: parseServerCommand('./a.out {port}', { isShell: false }), losesChildren: false };
  t.false(spins(echoes, busyUsPerSecond), 'a model that does not say so is only disturbed');
  t.true(spins(standInModel('spins', { isBusyWhenIdle: true }), 0));
  t.true(spins({ ...echoes, foreign }, busyUsPerSecond));
  t.false(spins({ ...echoes, foreign }, 20_000));
  t.is(runtimeCpuUsPerSecond(echoes, 700), 700);
  t.is(runtimeCpuUsPerSecond({ ...echoes, foreign }, busyUsPerSecond), 0);
});
