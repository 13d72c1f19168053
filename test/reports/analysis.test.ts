// What a comparison says: pairs by block, verdicts, the ranking, who is left out of it, and why.
import test from 'ava';
import { analyse } from '../../src/reports/analysis/analysis.js';
import { isClientBound, type Row } from '../../src/reports/analysis/row.js';
import { type Table, tellsNothingApart } from '../../src/reports/analysis/tables.js';
import { hasDecidedNothing, headlineOf, moreTimeText } from '../../src/reports/headline.js';
import { notesOf } from '../../src/reports/notes.js';
import { sentenceOf } from '../../src/reports/sentences.js';
import { verdictWords } from '../../src/reports/verdict-words.js';
import type { Results } from '../../src/trials/results.js';
import { realisticResults } from './realistic-results.js';
import { baseline, type SampleTrial, sampleBlocks, sampleCell, sampleResults } from './sample-results.js';

const factors = [1, 9, 1.4, 1, 2, 1, 0.7, 1, 1.1, 3];

function tableOf(results: Results): Table {
  const [table] = analyse(results).tables;
  if (!table) throw new Error('there is no table');
  return table;
}

const rowOf = ({ rows }: Table, name: string): Row => {
  const row = rows.find(({ cell }) => cell.row === name);
  if (!row) throw new Error(`there is no row ${name}`);
  return row;
};

const namesOf = ({ rows }: Table): string[] => rows.map(({ cell }) => cell.row);

test('the ratio is taken within each block, so that a slow block does not show', (t) => {
  const table = tableOf(sampleResults(sampleBlocks(factors, { 'event-loop': 8 })));
  const row = rowOf(table, 'event-loop');
  t.is(row.verdict.kind, 'cheaper');
  t.regex(verdictWords(row, table), /^cheaper by 20 % \(/);
  t.is(row.ratios.cpuUsPerMessage?.blocks, factors.length);
  t.true((table.finding?.resolutionPercent ?? 99) < 1);
});

test('the cheapest first; the control is beside the rows; who served fewer than asked is below, with its reason', (t) => {
  const blocks = sampleBlocks(factors, { iterative: 1, 'thread-pool': 11, 'event-loop': 8 }, (trial) =>
    trial.model === 'iterative' ? { ...trial, served: 1 } : trial,
  );
  const table = tableOf(sampleResults(blocks));
  t.deepEqual(namesOf(table), ['event-loop', baseline, 'thread-pool', 'iterative']);
  t.is(table.control?.cell.model, baseline);
  t.is(verdictWords(rowOf(table, 'iterative'), table), 'not comparable: 1 of 16 served');
  t.deepEqual(rowOf(table, 'iterative').ratios, {});
  t.true(notesOf(table).includes('iterative served 1 of 16 connections: shown, not compared.'));
});

test('one block in which fewer were served does not take a model out of the comparison', (t) => {
  const blocks = sampleBlocks(factors, { 'event-loop': 8 }, (trial, block) =>
    trial.model === 'event-loop' && block === 2 ? { ...trial, served: 3 } : trial,
  );
  const row = rowOf(tableOf(sampleResults(blocks)), 'event-loop');
  t.is(row.verdict.kind, 'cheaper');
  t.is(row.ratios.cpuUsPerMessage?.blocks, factors.length - 1);
});

test('failed blocks have their reason and their number; the others still count', (t) => {
  const failed = 'the server ended: SIGSEGV';
  const blocks = sampleBlocks(factors, { 'event-loop': 5 }, (trial, block) =>
    trial.model === 'event-loop' && block === 2 ? { model: trial.model, failed } : trial,
  );
  const table = tableOf(sampleResults(blocks));
  t.is(rowOf(table, 'event-loop').ratios.cpuUsPerMessage?.blocks, factors.length - 1);
  t.true(notesOf(table).includes(`event-loop failed in 1 of 10 blocks: ${failed}.`));
});

test('disturbed blocks do not count and cost no more than themselves; a row of which all are has no verdict', (t) => {
  const disturb = (blocks: number) =>
    sampleBlocks(factors, { 'event-loop': 5 }, (trial, block) =>
      trial.model === 'event-loop' && block <= blocks
        ? { ...trial, isDisturbed: true, figures: { cpuUsPerMessage: 99 } }
        : trial,
    );
  const few = rowOf(tableOf(sampleResults(disturb(3))), 'event-loop');
  t.is(few.verdict.kind, 'cheaper');
  t.is(few.ratios.cpuUsPerMessage?.blocks, 7);
  t.is(few.blockRatios.filter(({ isDisturbed }) => isDisturbed).length, 3);
  t.is(rowOf(tableOf(sampleResults(disturb(6))), 'event-loop').verdict.kind, 'cheaper', 'four blocks decide it');
  const table = tableOf(sampleResults(disturb(10)));
  t.is(rowOf(table, 'event-loop').verdict.kind, 'disturbed');
  t.is(verdictWords(rowOf(table, 'event-loop'), table), 'disturbed in 10 of 10 blocks');
  t.deepEqual(rowOf(table, 'event-loop').ratios, {});
});

test('a foreign load through the whole run leaves no verdict at all', (t) => {
  const { tables } = analyse(realisticResults({ hogged: true }));
  const kinds = tables.flatMap(({ rows }) => rows.map(({ verdict }) => verdict.kind));
  for (const kind of ['cheaper', 'costlier', 'no-difference', 'cant-tell'] as const) t.false(kinds.includes(kind));
  t.true(kinds.includes('disturbed'));
  const analysis = analyse(realisticResults({ hogged: true }));
  t.regex(
    headlineOf(analysis),
    /^Nothing was decided: none of 15 rows has a verdict\. (\d+) of \1 trials were disturbed .* too busy\. Others used 18 % of the CPUs meanwhile\.$/,
  );
  t.true(hasDecidedNothing(analysis));
  t.regex(moreTimeText(analysis), /^On a quieter machine there may be verdicts for .* and 10 other rows\.$/);
});

test('the first line says where others used the CPUs all the time', (t) => {
  const analysis = analyse(realisticResults());
  const { trust } = analysis;
  const by = (foreignShare: number | undefined) => headlineOf({ ...analysis, trust: { ...trust, foreignShare } });
  t.is(by(0.41), `${by(undefined)} Others used 41 % of the CPUs meanwhile.`);
  t.is(by(0.01), by(undefined));
});

test('a client-bound row keeps its verdict on CPU; it is said that its rate is a lower bound', (t) => {
  const blocks = sampleBlocks(factors, { epoll: 4 }, (trial) =>
    trial.model === 'epoll' ? { ...trial, label: 'client-bound' } : trial,
  );
  const table = tableOf(sampleResults(blocks));
  t.true(isClientBound(rowOf(table, 'epoll')));
  t.is(rowOf(table, 'epoll').verdict.kind, 'cheaper');
  t.true(notesOf(table).some((note) => note.startsWith('epoll is client-bound')));
});

test('an impossible cell is shown with its reason, and is no failure', (t) => {
  const results = sampleResults(sampleBlocks(factors, {}));
  const key = { scenario: 'ping-pong', row: 'fork-per-connection', model: 'fork-per-connection', connections: 16 };
  results.cells.push({ ...sampleCell(key), impossible: 'too many' });
  const table = tableOf(results);
  t.is(verdictWords(rowOf(table, 'fork-per-connection'), table), 'impossible: too many');
});

test('models that do not differ: a table that says so', (t) => {
  const table = tableOf(sampleResults(sampleBlocks(factors, { 'event-loop': 10, epoll: 10.01 })));
  t.true(tellsNothingApart(table));
  t.deepEqual(
    ['event-loop', 'epoll'].map((name) => verdictWords(rowOf(table, name), table)),
    ['no difference within ±5 %', 'no difference within ±5 %'],
  );
  t.true(sentenceOf(table).some((sentence) => sentence.startsWith('Not discriminating:')));
});

test('too few blocks give ranges and no verdict', (t) => {
  const table = tableOf(sampleResults(sampleBlocks([1, 2], { 'event-loop': 5 })));
  const row = rowOf(table, 'event-loop');
  t.is(row.verdict.kind, 'too-few-blocks');
  t.is(row.figures.cpuUsPerMessage?.isInterval, false);
  t.regex(verdictWords(row, table), /^no verdict: about 0\.50 ×, 2 blocks$/);
  t.is(table.finding, undefined);
  t.false(tellsNothingApart(table));
});

test('without its baseline a table has figures only, ranked by them', (t) => {
  const blocks = sampleBlocks(factors, { 'event-loop': 8, epoll: 4 }).map((block) =>
    block.filter(({ model }) => model !== baseline),
  );
  const table = tableOf(sampleResults(blocks));
  t.deepEqual(namesOf(table), ['epoll', 'event-loop']);
  t.is(verdictWords(rowOf(table, 'epoll'), table), 'not comparable: no baseline');
  t.regex(sentenceOf(table)[0], /^There is no baseline/);
});

test('a baseline that was disturbed leaves the others without a verdict, and says why', (t) => {
  const blocks = sampleBlocks(factors, { 'event-loop': 8 }, (trial) =>
    trial.model === baseline ? { ...trial, isDisturbed: true } : trial,
  );
  const table = tableOf(sampleResults(blocks));
  t.regex(verdictWords(rowOf(table, 'event-loop'), table), /the baseline thread-per-connection: disturbed in 10 of 10/);
  t.regex(sentenceOf(table)[0], /^Nothing can be compared: the baseline/);
});

test('a table for each number of connections; idle has one, whatever each model was asked for', (t) => {
  const memory = (model: string, connections: number, kb: number): SampleTrial => {
    return { scenario: 'idle', model, connections, figures: { pssKbPerConnection: kb } };
  };
  const block = (trial: SampleTrial): SampleTrial[] => [trial, { ...trial, connections: 64 }];
  const { tables } = analyse(
    sampleResults([
      [
        ...block({ model: baseline, figures: { cpuUsPerMessage: 10 } }),
        memory(baseline, 400, 13),
        memory('fork-per-connection', 32, 6500),
      ],
    ]),
  );
  t.deepEqual(
    tables.map(({ key, rows }) => [key, rows.length]),
    [
      ['ping-pong-16', 1],
      ['ping-pong-64', 1],
      ['idle', 2],
    ],
  );
  t.is(Math.round(tables[2]?.rows[1]?.ratios.pssKbPerConnection?.median ?? 0), 500);
});

test('logging: a table for each model, its variants against each other', (t) => {
  const blocks = factors.map((factor, i) =>
    ['event-loop', 'epoll'].flatMap((model) =>
      Object.entries({ off: 10, 'A/A control': 10 + 0.01 * i, json: 14, hex: 15 }).map(([row, us]) => {
        return { scenario: 'logging', model, row, figures: { cpuUsPerMessage: us * factor } };
      }),
    ),
  );
  const { tables } = analyse(sampleResults(blocks));
  t.deepEqual(
    tables.map(({ key }) => key),
    ['logging-event-loop', 'logging-epoll'],
  );
  const [table] = tables;
  if (!table) throw new Error('there is no table');
  t.deepEqual(namesOf(table), ['off', 'json', 'hex']);
  t.regex(sentenceOf(table)[0], /^event-loop: json needs 40 % more CPU per message than off \(.*\), hex 50 % more /);
});

test('results of a scenario that is not known are refused', (t) => {
  const results = sampleResults([[{ scenario: 'tea-time', model: baseline }]]);
  t.throws(() => analyse(results), { message: /does not know: tea-time/ });
});

test('twins: the runtime apart from the model, also of two that serve one connection; else a reason', (t) => {
  const { twins } = analyse(realisticResults());
  const pairs = new Map(twins.map((pair) => [pair.runtimeName, pair]));
  const loop = pairs.get('event-loop');
  t.is(loop?.nativeName, 'epoll');
  t.deepEqual(
    loop?.costs.map(({ table }) => table.key),
    ['ping-pong-16', 'churn-16', 'idle'],
  );
  const [first] = loop?.costs ?? [];
  t.true(first !== undefined && first.ratio.low > 1.8 && first.ratio.high < 2.3);
  t.true(pairs.get('iterative')?.costs.some(({ table }) => table.key === 'ping-pong-16'));
  t.regex(pairs.get('fork-per-connection')?.missing[0]?.reason ?? '', /the client lost 3 of 400/);
});

test('trust: what was kept, disturbed and queued again is counted from the trials', (t) => {
  const results = realisticResults();
  const { trust } = analyse(results);
  const trials = results.blocks.flatMap((block) => block.trials);
  t.is(trust.trials.all, trials.length);
  t.is(trust.trials.disturbed, trials.filter(({ quality }) => quality?.isDisturbed).length);
  t.is(trust.trials.queuedAgain, trials.filter(({ attempt }) => attempt === 2).length);
  t.true(trust.windows.kept < trust.windows.all);
  t.deepEqual(
    trust.clientBound.map(({ cell }) => cell.row),
    ['epoll'],
  );
  t.deepEqual(
    trust.disturbed.map(({ cell }) => cell.row),
    [],
    'forked-thread-pools has blocks in churn that count',
  );
  t.true((trust.stolenShare ?? 1) < 0.01);
});
