// `forkroad compare` with real servers and the real client, as short as can be.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import test, { type ExecutionContext } from 'ava';
import { exitCodes } from '../../src/cli/errors.js';
import type { Results } from '../../src/trials/results.js';
import { modelsHere } from '../harness/cells.js';
import { until, within } from '../harness/deadline.js';
import { descendants, isAlive } from '../harness/processes.js';
import { runCli } from '../harness/run-cli.js';
import { cli } from '../harness/server-process.js';

const deadlineMs = 170_000;

const schema = JSON.parse(readFileSync(new URL('../../../schemas/results.schema.json', import.meta.url), 'utf8'));

function temporaryFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'forkroad-compare-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** One block of short windows, and no time to run a disturbed trial again; what is measured is checked against the schema. */
async function compareOnce(t: ExecutionContext, words: string[]) {
  const out = temporaryFolder(t);
  const options = ['--quick', '--rounds', '1', '--seed', '5', '--budget', '1s', '--out', out];
  const run = await runCli(['compare', ...words, ...options], { deadlineMs });
  t.is(run.exitCode, exitCodes.ok, run.stderr);
  const results: Results = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'));
  const validate = new Ajv2020({ formats: { 'date-time': true } }).compile(schema);
  t.true(validate(results), JSON.stringify(validate.errors));
  const trials = results.blocks.flatMap((block) => block.trials);
  for (const { failed, scenario, row } of trials) t.is(failed, null, `${scenario} × ${row}`);
  return { out, run, results, trials };
}

test.serial('every model takes part, and twins stand beside each other', async (t) => {
  const names = modelsHere.map(({ name }) => name);
  const { trials, out } = await compareOnce(t, [...names, '--scenario', 'churn']);
  t.is(trials.length, modelsHere.length + 1, 'the A/A control is a row, too');
  for (const { row, measured } of trials) t.true((measured?.figures.cpuUsPerMessage ?? 0) > 0, row);
  t.regex(readFileSync(join(out, 'report.html'), 'utf8'), /fork-per-connection-native/);
});

/** One of each kind of table; test/scenarios has a trial of every scenario. */
const shown = ['ping-pong', 'churn', 'idle', 'logging', 'crash', 'pool-size'];

test.serial('tables of every kind: results, reports, and the same again from the file', async (t) => {
  const names = ['spst', '--baseline', 'epoll'];
  const { out, run, results, trials } = await compareOnce(t, [...names, '--scenario', ...shown]);
  const possible = results.cells.filter(({ impossible }) => impossible === null);
  t.deepEqual(
    [...new Set(possible.map(({ scenario }) => scenario))].sort(),
    shown.filter((name) => name !== 'pool-size').sort(),
  );
  t.is(trials.length, possible.length);
  const pingPong = trials.filter(({ scenario }) => scenario === 'ping-pong');
  for (const { model, measured } of pingPong) t.is(measured?.connections.served, model === 'iterative' ? 1 : 16, model);

  t.regex(run.stderr, /Time +about \d+ s/);
  t.regex(run.stdout, /ping-pong: 16 connections.*churn: .*idle: .*iterative served 1 of 400/s);
  t.regex(run.stdout, /logging, epoll: .*json.*hex/s);
  t.regex(run.stdout, /\nReport: .*report\.html\n$/);

  const reports = () => ['html', 'md', 'csv'].map((kind) => readFileSync(join(out, `report.${kind}`), 'utf8'));
  const before = reports();
  const again = await runCli(['compare', '--from', join(out, 'results.json')]);
  t.is(again.exitCode, 0, again.stderr);
  t.is(again.stdout, run.stdout);
  t.deepEqual(reports(), before, 'rendered twice, the same bytes');
});

test.serial('--json prints the results, and nothing else, on stdout', async (t) => {
  const out = temporaryFolder(t);
  const words = ['compare', 'event-loop', '--baseline', 'event-loop', '--scenario', 'idle', '--rounds', '1', '--json'];
  const { exitCode, stdout, stderr } = await runCli([...words, '--out', out], { deadlineMs });
  t.is(exitCode, 0, stderr);
  t.is(stdout, readFileSync(join(out, 'results.json'), 'utf8'));
  t.is(JSON.parse(stdout).version, 4);
});

test.serial('Ctrl-C: the finished block is reported, exit 130, nothing is left running', async (t) => {
  const out = temporaryFolder(t);
  const baseline = ['--baseline', 'thread-pool --threads 20'];
  const words = ['epoll', ...baseline, '--scenario', 'ping-pong', '--quick', '--rounds', '500'];
  const child = spawn(process.execPath, [cli, 'compare', ...words, '--out', out], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.resume();
  const closed = once(child, 'close');
  t.teardown(() => child.kill('SIGKILL'));
  const blocks = () => JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')).blocks.length;
  await until(
    'the first block',
    () => {
      try {
        return blocks() > 0;
      } catch {
        return false;
      }
    },
    deadlineMs,
  );
  const pids = await until('a server', () => {
    const all = descendants(child.pid ?? 0);
    return all.length > 0 ? all : undefined;
  });
  child.kill('SIGINT');
  const [exitCode] = await within('compare to end', closed);
  t.is(exitCode, 130);
  t.regex(stdout, /\d+ blocks? \(interrupted\)/);
  await until('all that it started to be gone', () => !pids.some(isAlive));
  t.is(JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')).ended, 'interrupted');

  const resume = ['compare', '--resume', join(out, 'results.json'), '--rounds', String(blocks() + 1)];
  const kept = blocks();
  const resumed = await runCli(resume, { deadlineMs });
  t.is(resumed.exitCode, exitCodes.ok, resumed.stderr);
  t.is(blocks(), kept + 1, 'one block more');
  t.regex(resumed.stdout, /^thread-pool --threads 20 /m);

  const tooShort = [...resume.slice(0, 3), '--rounds', String(kept + 2), '--budget', '1s'];
  const nothing = await runCli(tooShort, { deadlineMs });
  t.is(nothing.exitCode, exitCodes.ok, nothing.stderr);
  t.regex(nothing.stderr, /^forkroad: nothing was added: no further block fits into the budget/m);
  t.is(blocks(), kept + 1, 'as before');

  const reports = () => ['html', 'md', 'csv'].map((kind) => readFileSync(join(out, `report.${kind}`), 'utf8'));
  const after = reports();
  const again = await runCli(['compare', '--from', join(out, 'results.json')]);
  t.is(again.stdout, resumed.stdout, 'after --resume and after --from the same bytes');
  t.deepEqual(reports(), after);
});

const refusals: [string, string[], RegExp][] = [
  ['an unknown model', ['compare', 'itertive'], /unknown model 'itertive'. Did you mean 'iterative'\?/],
  [
    'an unknown scenario',
    ['compare', '--scenario', 'pingpong'],
    /unknown scenario 'pingpong'. Did you mean 'ping-pong'\?/,
  ],
  ['an unknown baseline', ['compare', '--baseline', 'x'], /unknown model 'x'/],
  ['no blocks', ['compare', '--rounds', '0'], /expected a whole number from 1/],
  ['no connections', ['compare', '--connections', '0'], /expected a whole number from 1/],
  [
    '--resume with a model',
    ['compare', 'spmt', '--resume', 'results.json'],
    /--resume goes on with what was asked for then: 'spmt' would do nothing/,
  ],
  [
    '--from with a model',
    ['compare', 'spmt', '--from', 'results.json'],
    /--from renders what was measured then: 'spmt' would do nothing/,
  ],
  ['a file that is not there', ['compare', '--from', '/nowhere/results.json'], /cannot read \/nowhere\/results.json/],
];

for (const [what, words, message] of refusals) {
  test(`${what} is a usage error`, async (t) => {
    const { exitCode, stderr, stdout } = await runCli(words);
    t.is(exitCode, 2);
    t.regex(stderr, message);
    t.is(stdout, '');
  });
}
