// A whole comparison, with stand-ins: what is kept of it when it is interrupted, and when models fail.
import test from 'ava';
import type { Model } from '../../src/models/model.js';
import { idle } from '../../src/scenarios/idle.js';
import { pingPong } from '../../src/scenarios/ping-pong.js';
import type { Results } from '../../src/trials/results.js';
import { type ComparisonObserver, neverMeasured, runComparison } from '../../src/trials/run-comparison.js';
import type { Scenario } from '../../src/trials/scenario.js';
import type { Tools } from '../../src/trials/tools.js';
import { requestOf, standInModel, standInTools } from './stand-ins.js';

interface Heard {
  /** What was saved, as it was then. */
  saved: Results[];
  failedChecks: string[];
  results: Results | undefined;
}

async function compare(
  models: Model[],
  scenario: Scenario,
  interruptWhen: (event: 'checking' | 'answering' | 'trial', block: number) => boolean = () => false,
): Promise<Heard> {
  const interrupt = new AbortController();
  const heard: Heard = { saved: [], failedChecks: [], results: undefined };
  const perhaps = (...now: Parameters<typeof interruptWhen>) => interruptWhen(...now) && interrupt.abort();
  const hold: Tools['hold'] = (...asked) => {
    perhaps('answering', 0);
    return standInTools.hold(...asked);
  };
  const observer: ComparisonObserver = {
    checks: () => void perhaps('checking', 0),
    checked: (all) => heard.failedChecks.push(...all.flatMap(({ failed }) => failed ?? [])),
    calibrates() {},
    planned() {},
    countsSystemCalls() {},
    queuedAgain() {},
    trialStarts: (_, { block }) => void perhaps('trial', block),
    trialEnded() {},
    blockStarts() {},
    blockEnded() {},
  };
  heard.results = await runComparison(requestOf(models, { scenarios: [scenario] }), {
    tools: { ...standInTools, hold },
    commandLine: ['forkroad', 'compare'],
    signal: interrupt.signal,
    observer,
    save: (results) => void heard.saved.push(structuredClone(results)),
  });
  return heard;
}

/** What to look at when something was never measured. */
const failuresIn = (results: Results | undefined): string =>
  (results?.blocks ?? []).flatMap(({ trials }) => trials.flatMap(({ failed }) => failed ?? [])).join('; ');

test('results are saved after each block', async (t) => {
  const { saved, results, failedChecks } = await compare([standInModel('echoes')], pingPong);
  t.deepEqual(failedChecks, []);
  t.deepEqual([...new Set(saved.map(({ blocks }) => blocks.length))], [1, 2]);
  t.deepEqual(saved.at(-1), results);
  t.true((results?.models[0]?.startUpMs ?? 0) > 0);
  t.deepEqual(results && neverMeasured(results), [], failuresIn(results));
  t.is(results?.ended, 'blocks');
});

test('a model that cannot start fails its check and its trials; the others go on', async (t) => {
  const { results, failedChecks } = await compare([standInModel('echoes'), standInModel('refuses')], pingPong);
  t.deepEqual(failedChecks, ['the server ended: exit code 3: cannot listen: no luck']);
  t.deepEqual(results && neverMeasured(results).map(({ model }) => model), ['refuses']);
  t.is(results?.models[1]?.startUpMs, null);
  t.true(
    results?.blocks.every(({ trials }) => trials.length === 3),
    'the control included',
  );
});

test('a model that cannot run here is not started: its cells are impossible, with the reason', async (t) => {
  const absent = { ...standInModel('refuses'), whyAbsent: () => 'the kernel has none' };
  const { results, failedChecks } = await compare([standInModel('echoes'), absent], pingPong);
  t.deepEqual(failedChecks, ['the kernel has none']);
  t.deepEqual(
    results?.cells.flatMap(({ impossible }) => impossible ?? []),
    ['the kernel has none'],
  );
  t.deepEqual(results && neverMeasured(results), [], failuresIn(results));
});

test('interrupted in the second block: the first is kept', async (t) => {
  const { results, saved } = await compare([standInModel('echoes')], pingPong, (_, block) => block === 2);
  t.is(results?.ended, 'interrupted');
  t.is(results?.blocks.length, 1);
  t.deepEqual(saved.at(-1), results);
});

test('interrupted in the check: there are no results', async (t) => {
  const { results, saved } = await compare([standInModel('echoes')], idle, (event) => event === 'checking');
  t.is(results, undefined);
  t.deepEqual(saved, []);
});

test('interrupted while a model is being checked: it is not said to have failed', async (t) => {
  const { results, failedChecks } = await compare([standInModel('echoes')], idle, (event) => event === 'answering');
  t.is(results, undefined);
  t.deepEqual(failedChecks, []);
});
