// Tables of every kind: curves, sweeps, those without verdicts, two clients; and the words for each figure.
import test from 'ava';
import { analyse } from '../../src/reports/analysis/analysis.js';
import { curveOf } from '../../src/reports/analysis/curve.js';
import { sweepOf } from '../../src/reports/analysis/sweep.js';
import type { Table } from '../../src/reports/analysis/tables.js';
import { clientsGrid, clientsSentence } from '../../src/reports/client-texts.js';
import { columnsOf, primaryColumn } from '../../src/reports/columns.js';
import { amountText } from '../../src/reports/figure-texts.js';
import { notesOf } from '../../src/reports/notes.js';
import { sentenceOf } from '../../src/reports/sentences.js';
import { inUnit, shownUnit, withUnit } from '../../src/reports/shown-units.js';
import { verdictWords } from '../../src/reports/verdict-words.js';
import type { Results } from '../../src/trials/results.js';
import { everyKind, known } from './every-kind.js';
import { fairness, poolSize } from './made-up-scenarios.js';
import { type SampleTrial, sampleResults } from './sample-results.js';

function tableOf(scenario: string, results: Results = everyKind({ only: [scenario] }), among = known): Table {
  const table = analyse(results, among).tables.find((each) => each.scenario.name === scenario);
  if (!table) throw new Error(`there is no table of ${scenario}`);
  return table;
}

const rowOf = ({ rows }: Table, name: string) => {
  const row = rows.find(({ cell }) => cell.row === name);
  if (!row) throw new Error(`there is no row ${name}`);
  return row;
};

test('of a latency one says lower and higher, of a time faster and slower', (t) => {
  const mixed = tableOf('mixed');
  t.regex(verdictWords(rowOf(mixed, 'epoll'), mixed), /^1\d\.\d × higher \(/);
  t.regex(sentenceOf(mixed)[0], /^The p99 latency of \S+ is 1\d\.\d × as high as that of thread-per-connection \(/);
  const work = tableOf('cpu-work');
  t.regex(verdictWords(rowOf(work, 'epoll'), work), /slower/);
  t.regex(sentenceOf(work)[0], /^\S+ takes \S+ .* time per message (?:than|as) thread-per-connection/);
});

test('long latencies stand in ms, much memory in MB, one unit for a column', (t) => {
  t.deepEqual(primaryColumn(tableOf('mixed')).head, ['p99', 'ms']);
  t.deepEqual(primaryColumn(tableOf('deaf-client')).head, ['PSS growth', 'MB']);
  t.is(shownUnit('time', [58, 420]).name, 'µs');
  t.is(shownUnit('time', [58, 551_000]).name, 'ms');
  t.is(inUnit(shownUnit('time', [58, 551_000]))(58), '0.0580');
  t.is(shownUnit('memory', [0.9, 16_400]).name, 'kB', 'the least would be lost in MB');
  t.deepEqual(
    [withUnit('time', 131_000), withUnit('time', 0), withUnit('memory', 2048)],
    ['131 ms', '0 µs', '2.00 MB'],
  );
  t.deepEqual(
    [amountText('lostShare', 0.468, 'connection'), amountText('lostShare', 0.0034, 'connection')],
    ['47 %', '0.34 %'],
  );
});

test('the primary figure stands once among the columns', (t) => {
  for (const { scenario } of analyse(everyKind(), known).tables.values()) {
    const table = tableOf(scenario.name);
    const heads = [primaryColumn(table), ...columnsOf(table)].map(({ head }) => head.join(' '));
    t.is(new Set(heads).size, heads.length, scenario.name);
  }
});

test('a curve is the median over the blocks at each place, and the share answered is taken within blocks', (t) => {
  const curve = curveOf(rowOf(tableOf('overload'), 'epoll'));
  t.deepEqual(
    curve?.steps.map(({ at }) => at),
    [0.5, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5],
  );
  t.is(curve?.steps[0]?.answeredShare?.median, 1);
  t.true((curve?.steps.at(-1)?.answeredShare?.median ?? 1) < 0.7);
  t.is(curve?.steps[0]?.p99Us?.blocks, 7);
  t.is(curveOf(rowOf(tableOf('mixed'), 'epoll')), undefined);
});

test('the knee of a sweep is the smallest size within 5 % of the best', (t) => {
  const sweepWith = (times: Record<string, number>, disturbed?: number) => {
    const block = Object.entries(times).map(([row, us]) => {
      const isDisturbed = Number(row) === disturbed;
      return { scenario: 'pool-size', model: 'thread-pool', row, figures: { usPerMessage: us }, isDisturbed };
    });
    const results = sampleResults(Array.from({ length: 7 }, () => block));
    return sweepOf(tableOf('pool-size', results, { ...known, scenarios: [poolSize] }));
  };
  const sweep = sweepWith({ 16: 104, 1: 1600, 128: 100, 64: 101, 4: 400 });
  t.deepEqual(
    sweep?.points.map(({ size }) => size),
    [1, 4, 16, 64, 128],
  );
  t.deepEqual([sweep?.knee?.size, sweep?.best.size], [16, 128]);
  t.is(sweepWith({ 1: 100, 2: 99 })?.knee?.size, 1);
  const open = sweepWith({ 1: 100, 2: 50, 4: 25 }, 4);
  t.deepEqual([open?.knee, open?.best.size], [undefined, 2], 'what 4 would bring is not known');
  t.regex(
    sentenceOf(tableOf('pool-size'))[0],
    /^forked-thread-pools: time per connection is 5\.\d+ ms with 1 thread, and .* with 64 threads, the knee/,
  );
});

test('without verdicts: ranked by the figure, told in words, no baseline, no control', (t) => {
  const table = tableOf('crash');
  t.is(table.baseline ?? table.control, undefined);
  t.is(
    sentenceOf(table)[0].replace(/after \d+ ms/, 'after N ms'),
    'fork-per-connection and fork-per-connection-native lost none of the other connections; forked-thread-pools lost 47 % ' +
      'of the other connections and was whole again after N ms; event-loop, epoll, thread-per-connection, thread-pool and ' +
      'textbook <C> lost all of the other connections and did not come back.',
  );
  const recovered = columnsOf(table).find(({ head }) => head[0] === 'recovered');
  t.is(recovered?.value(rowOf(table, 'epoll')), 'never');
  t.is(verdictWords(rowOf(table, 'epoll'), table), '');
  t.is(verdictWords(rowOf(table, 'iterative'), table), '1 of 16 served');
  t.false(notesOf(table).some((note) => note.includes('baseline')));
});

test('fairness in words, by either of its figures; a worker without connections is told', (t) => {
  const results = everyKind({ only: ['fairness'] });
  const text = () => sentenceOf(tableOf('fairness', results))[0];
  t.regex(
    text(),
    /^forked-thread-pools gave its busiest worker 1\.\d+ times the connections of its least busy one \(Gini 0\.0\d+\)\.$/,
  );
  const byGini = { ...fairness, primary: 'connectionsGini' as const };
  for (const { measured } of results.blocks.flatMap(({ trials }) => trials)) {
    if (measured) measured.figures = { ...measured.figures, connectionsMaxToMin: null, connectionsGini: 0.5 };
  }
  const table = tableOf('fairness', results, { ...known, scenarios: [byGini] });
  t.is(sentenceOf(table)[0], 'forked-thread-pools left a worker without any connection (Gini 0.50).');
});

test('what waited in a queue has columns where a model has one, and none elsewhere', (t) => {
  const heads = (figures: SampleTrial['figures']) => {
    const entrant = { model: 'acceptor-queue', figures: { cpuUsPerMessage: 9, ...figures } };
    return columnsOf(tableOf('ping-pong', sampleResults([[entrant]]))).map(({ head }) => head.join(' '));
  };
  const columns = ['queue wait µs', 'queue at most'];
  t.deepEqual(
    heads({ queueWaitUs: 40, deepestQueue: 12 }).filter((head) => columns.includes(head)),
    columns,
  );
  t.deepEqual(
    heads({}).filter((head) => columns.includes(head)),
    [],
  );
});

test('who came back in some blocks only is told', (t) => {
  const results = everyKind({ only: ['crash'] });
  const [first] = results.blocks;
  const trial = first?.trials.find(({ model }) => model === 'forked-thread-pools');
  if (trial?.measured) trial.measured.figures.recoveredMs = null;
  t.true(notesOf(tableOf('crash', results)).includes('forked-thread-pools did not come back in 1 of 7 blocks.'));
});

test('two clients: the ratio of the rates within blocks, what a request cost each, and who was the limit', (t) => {
  const { clients, tables } = analyse(everyKind({ isHttp: true }), known);
  t.deepEqual(
    tables.map(({ key }) => key),
    ['ping-pong-16', 'ping-pong-autocannon-16'],
  );
  const [compared] = clients;
  if (!compared) throw new Error('nothing is compared');
  const pair = compared.pairs.find(({ own }) => own.row.cell.row === 'iterative');
  t.true(Math.abs((pair?.rateRatio?.median ?? 0) - 2) < 0.2);
  t.is(Number(pair?.cpuRatio?.median.toFixed(2)), 0.14);
  t.regex(
    clientsSentence(compared),
    /^Against the same servers forkroad load came to \S+ to \S+ × the rate of autocannon\. Each request cost autocannon 7\.0\d* × the CPU\. autocannon itself was the limit in 10 of 10 rows/,
  );
  t.is(clientsGrid(compared).rows.length, 10);
  t.deepEqual(analyse(everyKind({ only: ['mixed'] }), known).clients, []);
});
