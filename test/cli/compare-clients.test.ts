// `forkroad compare --client` and `--service`: what they imply, what they exclude, and what the plan says of it.
import test from 'ava';
import { defaults, type RequestOptions, requestOf, requestOfResults } from '../../src/cli/compare-request.js';
import { planText } from '../../src/reports/plan.js';
import { newResults } from '../../src/trials/new-results.js';
import { planOf } from '../../src/trials/plan.js';
import { runCli } from '../harness/run-cli.js';
import { checkedOf, standInModel } from '../trials/stand-ins.js';

const asked = (options: Partial<RequestOptions>) =>
  requestOf([], { budget: 1000, systemCalls: false, baseline: defaults.baseline, ...options }, []);

test('by itself: echo, driven by the native client', (t) => {
  const request = asked({});
  t.is(request.service, 'echo');
  t.deepEqual(request.clients, ['native']);
});

test('--client autocannon implies http-echo, the native client beside it, and what autocannon can drive', (t) => {
  const request = asked({ client: ['autocannon'] });
  t.is(request.service, 'http-echo');
  t.deepEqual(request.clients, ['native', 'autocannon']);
  t.deepEqual(
    request.scenarios.map(({ name }) => name),
    ['ping-pong'],
    'of the usual scenarios, those that it can drive',
  );
  t.deepEqual(asked({ client: ['native', 'autocannon'], service: 'http-echo' }).clients, ['native', 'autocannon']);
});

test('--service http-echo alone: the usual scenarios, by the native client', (t) => {
  const request = asked({ service: 'http-echo' });
  t.deepEqual(request.clients, ['native']);
  t.deepEqual(
    request.scenarios.map(({ name }) => name),
    [...defaults.scenarios],
  );
});

test('the plan names what autocannon cannot drive', (t) => {
  const request = asked({ client: ['autocannon'], scenario: ['ping-pong', 'churn'] });
  const models = request.models.map(({ name }) => standInModel(name));
  const plan = planOf({ ...request, models }, checkedOf(models), []);
  const time = { countingMs: 0, firstBlocksMs: 1000, expectedMs: 1000, budgetLeftMs: null };
  t.regex(planText(plan, time, 80), /^Service +http-echo$\n^Clients +forkroad load; autocannon \(ping-pong alone\)$/m);
});

test('--resume goes on with the same service and the same clients', (t) => {
  const request = asked({ client: ['autocannon'] });
  const models = request.models.map(({ name }) => standInModel(name));
  const plan = planOf({ ...request, models }, checkedOf(models), []);
  const results = newResults(plan, { commandLine: [], plannedMs: 0 });
  const again = requestOfResults(results, { budget: 1000, systemCalls: false, baseline: '' }, []);
  t.deepEqual(again.clients, request.clients);
  t.is(again.service, request.service);
  t.deepEqual(again.scenarios, request.scenarios);
});

const refusals: [string[], RegExp][] = [
  [['--client', 'autocanon'], /unknown client 'autocanon'. Did you mean 'autocannon'\?/],
  [['--service', 'http'], /unknown service 'http'. Did you mean 'http-echo'\?/],
  [['--client', 'autocannon', '--service', 'echo'], /speaks HTTP only/],
  [
    ['--client', 'autocannon', '--scenario', 'churn', 'idle'],
    /autocannon cannot drive churn, idle; it drives ping-pong/,
  ],
  [
    ['--client', 'native', '--resume', 'results.json'],
    /--resume goes on with what was asked for then: --client would do nothing/,
  ],
  [
    ['--service', 'echo', '--from', 'results.json'],
    /--from renders what was measured then: --service would do nothing/,
  ],
];

for (const [words, says] of refusals) {
  test(`usage: ${words.join(' ')}`, async (t) => {
    const { exitCode, stderr, stdout } = await runCli(['compare', ...words]);
    t.is(exitCode, 2);
    t.regex(stderr, says);
    t.is(stdout, '');
  });
}
