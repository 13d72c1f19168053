// What `forkroad compare` asks for, from its words: who takes part, and how long it may take.
import test from 'ava';
import { defaults, type RequestOptions, requestOf } from '../../src/cli/compare-request.js';
import { models } from '../../src/models/registry.js';
import { cellsOf } from '../../src/trials/cells.js';
import type { Request } from '../../src/trials/plan.js';

const asked = (words: string[], options: Partial<RequestOptions> = {}): Request =>
  requestOf(words, { systemCalls: false, baseline: defaults.baseline, ...options }, []);

const trialsOf = (request: Request) => cellsOf(request).filter(({ impossible }) => impossible === null).length;

test('the usual comparison has its five minutes', (t) => {
  const request = asked([]);
  t.is(trialsOf(request), defaults.budget.trials);
  t.is(request.budgetMs, defaults.budget.ms);
});

test('more trials have more time, within which twenty models and four scenarios have their seven blocks', (t) => {
  const scenario = ['ping-pong', 'churn', 'cpu-work', 'wait-work'];
  const request = asked(['all'], { scenario });
  const { ms, trials, msPerFurtherTrial } = defaults.budget;
  t.is(request.budgetMs, ms + Math.max(0, trialsOf(request) - trials) * msPerFurtherTrial);
  const ofTwenty = ms + (21 * scenario.length - trials) * msPerFurtherTrial;
  t.true(ofTwenty < 40 * 60_000, 'and still no longer than a lesson');
  t.is(asked(['all'], { scenario, budget: 1000 }).budgetMs, 1000, 'what is given is what counts');
});

test('all and one of them with options of its own: each is a row once', (t) => {
  const { models: rows, absent } = asked(['all', 'epoll', 'thread-pool --threads 8'], {
    baseline: 'thread-pool --threads 8',
  });
  const names = rows.map(({ name }) => name);
  t.deepEqual(names, [...new Set(names)]);
  t.is(names.length + (absent ?? []).length, models.length + 1);
  t.is(names[names.indexOf('thread-pool') + 1], 'thread-pool --threads 8');
});
