// A comparison under two clients: autocannon and forkroad's own, each with trials and a table of its own.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import test from 'ava';
import { holdConnections } from '../../src/load/hold-connections.js';
import { churn } from '../../src/scenarios/churn.js';
import { pingPong } from '../../src/scenarios/ping-pong.js';
import { cellsOf } from '../../src/trials/cells.js';
import { planOf } from '../../src/trials/plan.js';
import { runComparison, silentObserver } from '../../src/trials/run-comparison.js';
import { tablesOfCells } from '../../src/trials/tables.js';
import { loadCommand, type Tools } from '../../src/trials/tools.js';
import { checkedOf, exactly, requestOf, standInModel, standInTools } from './stand-ins.js';

const schema = JSON.parse(readFileSync(new URL('../../../schemas/results.schema.json', import.meta.url), 'utf8'));
const models = [{ ...standInModel('speaks-http'), services: ['echo', 'http-echo'] }, standInModel('echoes')];
const ofBoth = requestOf(models, { service: 'http-echo', clients: ['native', 'autocannon'] });

test('cells of each client where it can drive; who does not serve HTTP is told; a table for each client', (t) => {
  const cells = cellsOf({ ...ofBoth, scenarios: [pingPong, churn] });
  const possible = cells.filter(({ impossible }) => impossible === null);
  t.deepEqual(
    possible.map(({ scenario, client, role }) => `${scenario} ${client} ${role}`),
    [
      ...['ping-pong native baseline', 'ping-pong native control'],
      ...['ping-pong autocannon baseline', 'ping-pong autocannon control'],
      ...['churn native baseline', 'churn native control'],
    ],
  );
  const without = cells.filter(({ model }) => model === 'echoes');
  t.deepEqual([...new Set(without.map(({ impossible }) => impossible))], ['does not serve http-echo']);
  t.deepEqual(
    tablesOfCells(cells, (name) => (name === 'churn' ? churn : pingPong)).map(({ key }) => key),
    ['ping-pong-2', 'ping-pong-autocannon-2', 'churn-2'],
  );
});

test('a trial of autocannon is planned with the time that its import takes', (t) => {
  const { trials } = planOf({ ...ofBoth, scenarios: [pingPong] }, checkedOf(models), []);
  const msOf = (driver: string) => trials.find(({ client }) => client === driver)?.expectedMs ?? 0;
  t.true(msOf('autocannon') > msOf('native'));
});

/** The server is a stand-in; both clients are real. */
const tools: Tools = { ...standInTools, loadCommand, hold: holdConnections };

test('a block under both: every trial has its windows, its costs and its connections', async (t) => {
  const request = {
    ...ofBoth,
    models: models.slice(0, 1),
    scenarios: [{ ...pingPong, hasVerdicts: false }], // no control: two trials
    blocks: exactly(1),
    timing: { warmUpCapMs: 20, windowMs: 400, windows: 2 },
  };
  const signal = new AbortController().signal;
  const commandLine = ['forkroad', 'compare'];
  const results = await runComparison(request, { tools, commandLine, signal, observer: silentObserver, save() {} });
  const validate = new Ajv2020({ formats: { 'date-time': true } }).compile(schema);
  t.true(validate(results), JSON.stringify(validate.errors));
  t.deepEqual(results?.asked.clients, ['native', 'autocannon']);
  t.is(results?.asked.service, 'http-echo');
  const trials = results?.blocks.flatMap((block) => block.trials) ?? [];
  t.deepEqual(trials.map(({ client }) => client).sort(), ['autocannon', 'native']);
  for (const { client, failed, measured } of trials) {
    t.is(failed, null, client);
    t.true((measured?.figures.messagesPerSecond ?? 0) > 0);
    t.true((measured?.figures.cpuUsPerMessage ?? 0) > 0);
    t.is(measured?.raw.windows?.length, 2);
    t.true(measured?.raw.windows?.some(({ clientCpuUs }) => clientCpuUs > 0));
    t.deepEqual(measured?.connections, { asked: 2, established: 2, served: 2 });
  }
});
