// What a comparison says: pairs by round, the ranking, who is left out of it, and why.
import test from 'ava';
import { tablesOf } from '../../src/reports/comparison.js';
import { sampleResults } from './sample-results.js';

const baseline = 'thread-per-connection';
const cpu = (model: string, cpuUsPerMessage: number) => ({ model, figures: { cpuUsPerMessage } });

test('the ratio is taken within each round, so that a slow round does not show', (t) => {
  const [table] = tablesOf(
    sampleResults([
      [cpu(baseline, 10), cpu('event-loop', 8)],
      [cpu('event-loop', 80), cpu(baseline, 100)],
      [cpu(baseline, 20), cpu('event-loop', 20)],
    ]),
  );
  const row = table?.rows.find(({ cell }) => cell.model === 'event-loop');
  t.deepEqual(row?.ratio, { median: 0.8, min: 0.8, max: 1, count: 3 });
  t.deepEqual(row?.figures.cpuUsPerMessage, { median: 20, min: 8, max: 80, count: 3 });
});

test('the cheapest comes first; who served fewer than asked is below, without a ratio, with a note', (t) => {
  const [table] = tablesOf(
    sampleResults([
      [{ ...cpu('iterative', 1), served: 1 }, cpu(baseline, 10), cpu('thread-pool', 11), cpu('event-loop', 8)],
    ]),
  );
  t.deepEqual(
    table?.rows.map(({ cell }) => cell.model),
    ['event-loop', baseline, 'thread-pool', 'iterative'],
  );
  t.is(table?.rows[3]?.ratio, undefined);
  t.deepEqual(table?.notes, ['iterative served 1 of 16 connections: shown, not compared.']);
});

test('failed rounds have their reason and their number; the others still count', (t) => {
  const [table] = tablesOf(
    sampleResults([
      [cpu(baseline, 10), cpu('event-loop', 5)],
      [cpu(baseline, 10), { model: 'event-loop', failed: 'the server ended: SIGSEGV' }],
    ]),
  );
  t.is(table?.rows[0]?.ratio?.count, 1);
  t.deepEqual(table?.notes, ['event-loop failed in 1 of 2 rounds: the server ended: SIGSEGV.']);
});

test('an impossible cell is shown with its reason', (t) => {
  const results = sampleResults([[cpu(baseline, 10)]]);
  results.cells.push({ scenario: 'ping-pong', model: 'fork-per-connection', connections: 16, impossible: 'too many' });
  const [table] = tablesOf(results);
  t.is(table?.rows.length, 2);
  t.deepEqual(table?.notes, ['fork-per-connection × 16: impossible: too many.']);
});

test('a table for each number of connections; idle has one, whatever each model was asked for', (t) => {
  const memory = (model: string, connections: number, pssKbPerConnection: number) => {
    return { scenario: 'idle', model, connections, figures: { pssKbPerConnection } };
  };
  const tables = tablesOf(
    sampleResults([
      [
        cpu(baseline, 10),
        { ...cpu(baseline, 12), connections: 64 },
        memory(baseline, 400, 13),
        memory('fork-per-connection', 32, 6500),
      ],
    ]),
  );
  t.deepEqual(
    tables.map(({ title, rows }) => [title.split(',')[0], rows.length]),
    [
      ['ping-pong: 16 connections', 1],
      ['ping-pong: 64 connections', 1],
      ['idle: 0', 2],
    ],
  );
  t.is(tables[2]?.rows.find(({ cell }) => cell.model === 'fork-per-connection')?.ratio?.median, 500);
});

test('results of a scenario that is not known are refused', (t) => {
  const results = sampleResults([[{ scenario: 'tea-time', model: baseline }]]);
  t.throws(() => tablesOf(results), { message: /does not know: tea-time/ });
});

test('ranked by the ratio within rounds, whatever the medians say; without a baseline by the medians', (t) => {
  const rounds = [
    [cpu(baseline, 10), cpu('event-loop', 9)],
    [cpu(baseline, 30), cpu('event-loop', 27)],
    [cpu('event-loop', 90), cpu(baseline, 20)],
    [cpu(baseline, 20), cpu('event-loop', 27)],
    [cpu(baseline, 31), cpu('event-loop', 27)],
  ];
  const order = (results: ReturnType<typeof sampleResults>) => tablesOf(results)[0]?.rows.map(({ cell }) => cell.model);
  t.deepEqual(order(sampleResults(rounds)), ['event-loop', baseline]);
  const alone = sampleResults(rounds);
  t.deepEqual(order({ ...alone, asked: { ...alone.asked, baseline: 'iterative' } }), [baseline, 'event-loop']);
});

test('one round in which fewer were served does not take a model out of the comparison', (t) => {
  const [table] = tablesOf(
    sampleResults([
      [cpu(baseline, 10), cpu('event-loop', 8)],
      [cpu(baseline, 10), { ...cpu('event-loop', 8), served: 3 }],
      [cpu(baseline, 10), cpu('event-loop', 8)],
    ]),
  );
  t.deepEqual(table?.notes, []);
  t.is(table?.rows[0]?.ratio?.count, 3);
});
