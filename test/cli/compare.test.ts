// `forkroad compare` with real servers and the real client, as short as can be.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import test, { type ExecutionContext } from 'ava';
import { until, within } from '../harness/deadline.js';
import { descendants, isAlive } from '../harness/processes.js';
import { runCli } from '../harness/run-cli.js';
import { cli } from '../harness/server-process.js';

const deadlineMs = 110_000;
const schema = JSON.parse(readFileSync(new URL('../../../schemas/results.schema.json', import.meta.url), 'utf8'));

function temporaryFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'forkroad-compare-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  return folder;
}

test.serial(
  'every model and scenario: results that keep to the schema, a report, and the same from the file',
  async (t) => {
    const out = temporaryFolder(t);
    const models = ['spst', 'event-loop', 'spmt', 'mpst', 'mpmt', 'thread-pool'];
    const run = await runCli(['compare', ...models, '--quick', '--rounds', '1', '--seed', '5', '--out', out], {
      deadlineMs,
    });
    t.is(run.exitCode, 0, run.stderr);

    const results = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'));
    const validate = new Ajv2020({ formats: { 'date-time': true } }).compile(schema);
    t.true(validate(results), JSON.stringify(validate.errors));
    const { trials } = results.rounds[0];
    t.is(trials.length, 18);
    for (const trial of trials) t.is(trial.failed, null, `${trial.scenario} × ${trial.model}`);
    for (const { scenario, model, measured } of trials) {
      const { figures, connections } = measured;
      const cost = scenario === 'idle' ? figures.basePssKb : figures.cpuUsPerMessage;
      t.true(cost > 0, `${scenario} × ${model}`);
      if (scenario === 'ping-pong') t.is(connections.served, model === 'iterative' ? 1 : 16, model);
    }

    t.regex(run.stderr, /Time +about \d+ s/);
    t.regex(run.stdout, /ping-pong: 16 connections.*churn: .*idle: .*iterative served 1 of 400/s);
    t.regex(run.stdout, /\nReport: .*report\.md\n$/);

    const report = readFileSync(join(out, 'report.md'), 'utf8');
    const again = await runCli(['compare', '--from', join(out, 'results.json')]);
    t.is(again.exitCode, 0, again.stderr);
    t.is(again.stdout, run.stdout);
    t.is(readFileSync(join(out, 'report.md'), 'utf8'), report);
  },
);

test.serial('--json prints the results, and nothing else, on stdout', async (t) => {
  const out = temporaryFolder(t);
  const words = ['compare', 'event-loop', '--baseline', 'event-loop', '--scenario', 'idle', '--rounds', '1', '--json'];
  const { exitCode, stdout, stderr } = await runCli([...words, '--out', out], { deadlineMs });
  t.is(exitCode, 0, stderr);
  t.is(stdout, readFileSync(join(out, 'results.json'), 'utf8'));
  t.is(JSON.parse(stdout).version, 1);
});

test.serial('Ctrl-C: the finished round is reported, exit 130, nothing is left running', async (t) => {
  const out = temporaryFolder(t);
  const words = ['event-loop', '--baseline', 'event-loop', '--scenario', 'ping-pong', '--quick', '--rounds', '500'];
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
  const rounds = () => JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')).rounds.length;
  await until('the first round', () => {
    try {
      return rounds() > 0;
    } catch {
      return false;
    }
  });
  const pids = await until('a server', () => {
    const all = descendants(child.pid ?? 0);
    return all.length > 0 ? all : undefined;
  });
  child.kill('SIGINT');
  const [exitCode] = await within('compare to end', closed);
  t.is(exitCode, 130);
  t.regex(stdout, /\d+ of 500 rounds \(interrupted\)/);
  await until('all that it started to be gone', () => !pids.some(isAlive));
  t.true(JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')).interrupted);
});

const refusals: [string, string[], RegExp][] = [
  ['an unknown model', ['compare', 'itertive'], /unknown model 'itertive'. Did you mean 'iterative'\?/],
  [
    'an unknown scenario',
    ['compare', '--scenario', 'pingpong'],
    /unknown scenario 'pingpong'. Did you mean 'ping-pong'\?/,
  ],
  ['an unknown baseline', ['compare', '--baseline', 'x'], /unknown model 'x'/],
  ['no rounds', ['compare', '--rounds', '0'], /expected a whole number from 1/],
  ['no connections', ['compare', '--connections', '0'], /expected a whole number from 1/],
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
