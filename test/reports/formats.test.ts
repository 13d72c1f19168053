// How a report looks as text: within the width, the same numbers in each format, no colour unless asked for.
import test from 'ava';
import { analyse } from '../../src/reports/analysis/analysis.js';
import { csv } from '../../src/reports/formats/csv.js';
import { markdown } from '../../src/reports/formats/markdown.js';
import { terminal } from '../../src/reports/formats/terminal.js';
import { realisticResults } from './realistic-results.js';

const results = realisticResults({ rounds: 7 });
const analysis = analyse(results);

for (const columns of [80, 100, 120, 160]) {
  test(`no line is wider than ${columns} columns`, (t) => {
    for (const each of [analysis, analyse(realisticResults({ rounds: 3, connections: [1, 64] }))]) {
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

test('why there was no further round is said', (t) => {
  const text = (ended: typeof results.ended) =>
    terminal(analyse({ ...results, ended }), { columns: 120, colour: false });
  t.regex(text('interrupted'), /7 rounds \(interrupted\)/);
  t.regex(text('budget'), /7 rounds \(the time budget was used up\)/);
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
  t.is(head.join(), `${keys},median,low,high,n,ratio,ratio_low,ratio_high,verdict,predicted,came`);
  for (const record of records) t.is(record.length, head.length, record.join());
  const epoll = records.find(
    ([scenario, , , row, , figure]) => `${scenario} ${row} ${figure}` === 'ping-pong epoll cpuUsPerMessage',
  );
  const row = analysis.tables[0]?.rows.find(({ cell }) => cell.row === 'epoll');
  t.is(Number(epoll?.[8]), row?.figures.cpuUsPerMessage?.median ?? Number.NaN);
  t.is(Number(epoll?.[12]), row?.ratios.cpuUsPerMessage?.median ?? Number.NaN);
  t.regex(epoll?.[15] ?? '', /^cheaper by /);
  t.true(records.filter((record) => record[5] === 'p99Us').every((record) => record[15] === ''));
});

test('CSV: what has a comma or a quote is quoted', (t) => {
  const odd = structuredClone(results);
  for (const cell of odd.cells) if (cell.model === 'iterative') cell.impossible = 'a "reason", with both';
  const record = parsed(csv(analyse(odd))).find(
    ([, , , row, , figure]) => `${row} ${figure}` === 'iterative cpuUsPerMessage',
  );
  t.is(record?.[15], 'impossible: a "reason", with both');
});
