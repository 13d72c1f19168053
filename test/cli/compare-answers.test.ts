// What one asks `forkroad compare` is answered: --assert, --against, --json, and two models named. Nothing is measured here.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import test from 'ava';
import { baselineOf, parseAssertion, settle } from '../../src/cli/compare-assertions.js';
import { defaults, requestOf } from '../../src/cli/compare-request.js';
import { exitCodes } from '../../src/cli/errors.js';
import { analyse } from '../../src/reports/analysis/analysis.js';
import { planText } from '../../src/reports/plan.js';
import { planOf } from '../../src/trials/plan.js';
import type { Results } from '../../src/trials/results.js';
import { runCli } from '../harness/run-cli.js';
import { realisticResults } from '../reports/realistic-results.js';
import { checkedOf, standInModel } from '../trials/stand-ins.js';
import { ofThisMachine, stored, temporaryFolder } from './stored.js';

const results = ofThisMachine(realisticResults({ scenarios: ['ping-pong', 'churn'] }));
const analysis = analyse(results);
const earlier: Results = { ...results, startedAt: '2026-01-01T00:00:00.000Z' };
const schema = JSON.parse(readFileSync(new URL('../../../schemas/results.schema.json', import.meta.url), 'utf8'));

test('an assertion: a scenario, two models, one of three relations', (t) => {
  const { where, left, relation, right } = parseAssertion(' churn: epoll < thread-pool --threads 8 ');
  t.deepEqual([where, left, relation, right], ['churn', 'epoll', '<', 'thread-pool --threads 8']);
  for (const text of ['', 'epoll', 'a<', '<b', 'a<b<c', 'a<=b', 'a!b']) {
    t.throws(
      () => parseAssertion(text),
      { message: /--assert: expected '\[SCENARIO: \]MODEL<MODEL', .*, got '/ },
      text,
    );
  }
});

const base = 'thread-per-connection';
const answers: [assertions: string[], exitCode: number, says: RegExp][] = [
  [
    [`epoll<${base}`],
    exitCodes.ok,
    /^assert ping-pong-16: epoll<.*: holds \(epoll: cheaper by .*\nassert churn-16: .*: holds/m,
  ],
  [[`${base}>epoll`], exitCodes.ok, /: holds/],
  [[`churn: event-loop>${base}`], exitCodes.ok, /^assert churn-16: event-loop>.*: holds/m],
  [[`epoll>${base}`], exitCodes.failed, /^assert ping-pong-16: .*: fails \(epoll: cheaper by /m],
  [[`churn-16: epoll<${base}`], exitCodes.ok, /^assert churn-16: .*: holds/],
  [[`epoll=${base}`], exitCodes.failed, /: fails/],
  [[`ping-pong: iterative<${base}`], exitCodes.untrusted, /: undecided \(iterative: not compared\)/],
  [[`idle: epoll<${base}`], exitCodes.untrusted, /^assert idle: .*: no such table$/m],
  [[`epoll<${base}`, `ping-pong: iterative<${base}`], exitCodes.untrusted, /holds.*undecided/s],
  [[`epoll>${base}`, `ping-pong: iterative<${base}`], exitCodes.failed, /fails.*undecided/s],
];

for (const [assertions, exitCode, says] of answers) {
  test(`--assert ${assertions.join(' --assert ')}: exit ${exitCode}`, (t) => {
    const settled = settle(assertions.map(parseAssertion), analysis);
    t.is(settled.exitCode, exitCode);
    t.regex(settled.lines.join('\n'), says);
  });
}

test('--assert with --from: the answers below the report, and their exit code', async (t) => {
  const words = ['--assert', `epoll<${base}`, '--assert', `epoll=${base}`];
  const run = await runCli(['compare', '--from', stored(t, results), ...words]);
  t.is(run.exitCode, exitCodes.failed, run.stderr);
  t.regex(run.stdout, /\nassert ping-pong-16: epoll<.*: holds .*\nassert churn-16: .*\nassert ping-pong-16: .*: fails/);
});

test('a form that is none is a usage error, before anything is read', async (t) => {
  const run = await runCli(['compare', '--from', '/nowhere', '--assert', 'epoll']);
  t.is(run.exitCode, exitCodes.usage);
  t.regex(run.stderr, /--assert: expected '\[SCENARIO: \]MODEL<MODEL', with < for cheaper/);
});

test('--assert of two that were not compared with each other is a usage error', async (t) => {
  const run = await runCli(['compare', '--from', stored(t, results), '--assert', 'epoll<event-loop']);
  t.is(run.exitCode, exitCodes.usage);
  t.regex(run.stderr, /verdicts are against the baseline thread-per-connection; one side has to be it/);
});

test('--json: the summary holds medians, ratios, intervals and verdicts, by the schema; the rest goes to stderr', async (t) => {
  const { stdout, stderr, exitCode } = await runCli(['compare', '--from', stored(t, results), '--json']);
  t.is(exitCode, 0, stderr);
  const printed: Results = JSON.parse(stdout);
  const validate = new Ajv2020({ formats: { 'date-time': true } }).compile(schema);
  t.true(validate(printed), JSON.stringify(validate.errors));
  const { summary } = printed;
  t.deepEqual(
    summary?.tables.map(({ table }) => table),
    ['ping-pong-16', 'churn-16'],
  );
  const epoll = summary?.tables[0]?.rows.find(({ row }) => row === 'epoll');
  t.is(epoll?.verdict, 'cheaper');
  t.regex(epoll?.words ?? '', /^cheaper by /);
  t.is(epoll?.ratio?.level, 0.995);
  t.true((epoll?.ratio?.low ?? 1) < (epoll?.ratio?.median ?? 0));
  t.true((summary?.decided ?? 0) > 0 && (summary?.decided ?? 99) <= (summary?.of ?? 0));
  t.regex(stderr, /^Report: /);
});

test('--against a run of the same: what has changed since, and what may be concluded', async (t) => {
  const same = await runCli(['compare', '--from', stored(t, results), '--against', stored(t, earlier)]);
  t.is(same.exitCode, 0, same.stderr);
  t.regex(
    same.stdout,
    /^Against the run of 2026-01-01 00:00 UTC: 0 of \d+ ratios to thread-per-connection\s+changed\.\n {2}ping-pong-16 epoll: /m,
  );
  t.regex(
    same.stdout.replace(/\s+/g, ' '),
    /What may be concluded: that a ratio to .* changed; not whether the row or/,
  );

  const slower = structuredClone(results);
  for (const { measured } of slower.blocks.flatMap(({ trials }) => trials.filter(({ row }) => row === 'epoll'))) {
    if (measured) measured.figures.cpuUsPerMessage = 2 * (measured.figures.cpuUsPerMessage ?? 0);
  }
  const run = await runCli(['compare', '--from', stored(t, slower), '--against', stored(t, earlier)]);
  t.regex(run.stdout.replace(/\s+/g, ' '), /ping-pong-16 epoll: 0\.4\d × then, 0\.\d+ × now: changed by \+100 % \(/);
});

test('--against the very run: that it is', async (t) => {
  const file = stored(t, results);
  const { stdout } = await runCli(['compare', '--from', file, '--against', file]);
  t.regex(stdout.replace(/\s+/g, ' '), /Against the run of .*: it is this very run: nothing can have changed\./);
});

test('--against results of another baseline, of no common row, or of another machine', async (t) => {
  const from = stored(t, results);
  const other = { ...earlier, asked: { ...earlier.asked, baseline: 'epoll' } };
  t.regex(
    (await runCli(['compare', '--from', from, '--against', stored(t, other)])).stdout,
    /it has another baseline \(epoll\):\s+nothing can\s+be concluded/,
  );
  const idle = ofThisMachine(realisticResults({ scenarios: ['idle'] }));
  t.regex((await runCli(['compare', '--from', from, '--against', stored(t, idle)])).stdout, /no row is in both/);
  const strange = await runCli(['compare', '--from', from, '--against', stored(t, realisticResults())]);
  t.is(strange.exitCode, exitCodes.usage);
  t.regex(strange.stderr, /these results are of another machine \(2 × Made-up CPU/);
});

test('two models named: the first is the baseline, and the plan says so', (t) => {
  const request = (words: string[], options = {}) => requestOf(words, { systemCalls: false, ...options }, []);
  const two = request(['epoll', 'event-loop']);
  t.is(two.baseline, 'epoll');
  t.is(two.models.length, 2, 'and nobody else takes part');
  const time = { countingMs: 0, firstBlocksMs: 1000, expectedMs: 1000, budgetLeftMs: null };
  t.regex(
    planText(planOf(two, checkedOf(two.models.map(({ name }) => standInModel(name))), []), time, 80),
    /epoll \(baseline\)/,
  );
  t.is(request(['event-loop', 'epoll']).baseline, 'event-loop');
  t.is(request(['event-loop', 'epoll'], { baseline: 'iterative' }).baseline, 'iterative');
  t.is(request(['epoll']).baseline, defaults.baseline);
  t.is(request(['epoll', 'event-loop', 'iterative']).baseline, defaults.baseline);
  t.is(request(['spst']).baseline, defaults.baseline, 'a code names several');
});

for (const columns of ['0', '40']) {
  test(`COLUMNS=${columns}: within the width that it means`, async (t) => {
    const env = { COLUMNS: columns };
    const { stdout, exitCode } = await runCli(
      ['compare', '--from', stored(t, results), '--out', join(temporaryFolder(t), 'out')],
      { env },
    );
    t.is(exitCode, 0);
    const width = Number(columns) || 80;
    const lines = stdout.split('\n').filter((line) => !line.startsWith('Report: '));
    const isOneWord = (line: string) => !line.trim().includes(' ');
    t.deepEqual(
      lines.filter((line) => line.length > width && !isOneWord(line)),
      [],
    );
    t.true(lines.some((line) => line.length > width / 2));
  });
}

const senseless: [words: string[], why: RegExp][] = [
  [['--assert', 'pingpong: epoll<event-loop'], /unknown scenario in --assert .*Did you mean 'ping-pong'\?/],
  [['--assert', 'epoll<epoll'], /both sides are the same/],
  [['--assert', 'mpmt<epoll'], /unknown model in --assert/],
  [['epoll'], /'epoll' is named twice/],
];

for (const [words, why] of senseless) {
  test(`what could never hold is refused before anything is measured: ${words.join(' ')}`, async (t) => {
    const run = await runCli(['compare', 'epoll', 'event-loop', ...words, '--scenario', 'ping-pong']);
    t.is(run.exitCode, exitCodes.usage);
    t.regex(run.stderr, why);
  });
}

test('an assertion leaves the baseline where it is, if that is one of its sides', (t) => {
  const assertion = parseAssertion('epoll<event-loop');
  t.is(baselineOf([assertion], undefined, 'epoll'), 'epoll');
  t.is(baselineOf([assertion], undefined, 'thread-per-connection'), 'event-loop');
});
