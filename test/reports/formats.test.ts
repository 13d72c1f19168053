// How a report looks as text: within the width, the same numbers in each format, no colour unless asked for.
import test from 'ava';
import { analyse } from '../../src/reports/analysis/analysis.js';
import { csv } from '../../src/reports/formats/csv.js';
import { markdown } from '../../src/reports/formats/markdown.js';
import { terminal } from '../../src/reports/formats/terminal.js';
import { everyKind, known } from './every-kind.js';
import { realisticResults } from './realistic-results.js';

const results = realisticResults({ blocks: 7 });
const analysis = analyse(results);
const ofEveryKind = analyse(everyKind(), known);
const ofTwoClients = analyse(everyKind({ isHttp: true }), known);

for (const columns of [40, 80, 100, 120, 160]) {
  test(`no line is wider than ${columns} columns`, (t) => {
    const few = analyse(realisticResults({ blocks: 3, connections: [1, 64] }));
    for (const each of [analysis, ofEveryKind, ofTwoClients, few]) {
      const lines = terminal(each, { columns, colour: false }).split('\n');
      t.deepEqual(
        lines.filter((line) => line.length > columns),
        [],
      );
    }
  });
}

test('a wide terminal has one table where a narrow one has three', (t) => {
  const [pingPong] = analysis.tables;
  const heads = (columns: number) =>
    terminal({ ...analysis, tables: pingPong ? [pingPong] : [] }, { columns, colour: false }).match(/^model /gm)
      ?.length;
  t.is(heads(80), 3);
  t.is(heads(200), 1);
});

test('a terminal’s report, as it is read', (t) => {
  t.snapshot(terminal(analysis, { columns: 80, colour: false }));
});

test('a terminal’s report of tables without verdicts, a curve and a sweep, as it is read', (t) => {
  const some = analyse(everyKind({ only: ['overload', 'fairness', 'crash', 'pool-size'] }), known);
  t.snapshot(terminal(some, { columns: 80, colour: false }));
});

test('Markdown has every kind of table, and takes no markup from a name', (t) => {
  const text = markdown(ofEveryKind) + markdown(ofTwoClients);
  for (const title of [
    'pool-size: Time per connection by threads',
    'Predicted and measured',
    'How much of the figure',
  ]) {
    t.true(text.includes(`## ${title}`), title);
  }
  t.regex(text, /\| epoll \| closed loop \|/);
  t.false(text.includes('textbook <C>'));
});

test('the Markdown report, as it is read', (t) => {
  t.snapshot(markdown(analysis));
});

test('Markdown takes no markup from the results', (t) => {
  t.true(markdown(analysis).includes('Made-up CPU \\<4 GHz\\>'));
});

test('colour only adds escapes', (t) => {
  const coloured = terminal(analysis, { columns: 80, colour: true });
  t.not(coloured, terminal(analysis, { columns: 80, colour: false }));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escapes are what is looked for
  t.is(coloured.replace(/\x1b\[\d+m/g, ''), terminal(analysis, { columns: 80, colour: false }));
});

test('why there was no further block is said', (t) => {
  const text = (ended: typeof results.ended) =>
    terminal(analyse({ ...results, ended }), { columns: 120, colour: false });
  const count = results.blocks.length;
  t.true(text('interrupted').includes(`${count} blocks (interrupted)`));
  t.true(text('budget').includes(`${count} blocks (the time budget was used up)`));
  t.true(text('decided').includes(`${count} blocks (every row is decided)`));
});

/** Fields of RFC 4180. */
function parsed(text: string): string[][] {
  const records: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(fieldPattern)) {
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === '\r\n') records.push([]);
  }
  return records.filter((record) => record.length > 1);
}

const fieldPattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g;

test('CSV: every record has every field, numbers are not rounded, verdicts stand at the primary figure', (t) => {
  const [head = [], ...records] = parsed(csv(analysis));
  const keys = 'scenario,client,connections,row,model,figure,at,unit';
  t.is(
    head.join(),
    `${keys},median,low,high,n,ratio,ratio_low,ratio_high,ratio_level,verdict_kind,verdict,predicted,came`,
  );
  for (const record of records) t.is(record.length, head.length, record.join());
  const epoll = records.find(
    ([scenario, , , row, , figure]) => `${scenario} ${row} ${figure}` === 'ping-pong epoll cpuUsPerMessage',
  );
  const row = analysis.tables[0]?.rows.find(({ cell }) => cell.row === 'epoll');
  t.is(Number(epoll?.[8]), row?.figures.cpuUsPerMessage?.median ?? Number.NaN);
  t.is(Number(epoll?.[12]), row?.ratios.cpuUsPerMessage?.median ?? Number.NaN);
  t.is(Number(epoll?.[15]), 0.995, 'the level of a look');
  t.is(epoll?.[16], 'cheaper');
  t.regex(epoll?.[17] ?? '', /^cheaper by /);
  t.true(records.filter((record) => record[5] === 'p99Us').every((record) => record[16] === '' && record[17] === ''));
});

test('CSV: a line for each point of a curve, each client’s lines apart, predictions beside verdicts', (t) => {
  const lines = parsed(csv(ofEveryKind)).map(([scenario, , , row, , figure, at]) =>
    [scenario, row, figure, at].join(' '),
  );
  t.true(lines.includes('overload epoll p99Us 1.25'));
  const keys = parsed(csv(ofTwoClients)).map((record) => record.slice(0, 7).join());
  t.is(new Set(keys).size, keys.length);
  const [epoll] = parsed(csv(ofTwoClients)).filter((record) => record[3] === 'epoll' && record[17] !== '');
  t.deepEqual(epoll?.slice(18), ['cheaper', 'right']);
});

test('CSV: what has a comma or a quote is quoted', (t) => {
  const odd = structuredClone(results);
  for (const cell of odd.cells) if (cell.model === 'iterative') cell.impossible = 'a "reason", with both';
  const record = parsed(csv(analyse(odd))).find(
    ([, , , row, , figure]) => `${row} ${figure}` === 'iterative cpuUsPerMessage',
  );
  t.is(record?.[17], 'impossible: a "reason", with both');
});
