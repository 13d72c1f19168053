// What the bench says of its results, and what it takes back from a file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { findingsOf } from '../../../scripts/bench/findings.js';
import { Progress } from '../../../scripts/bench/progress.js';
import { resumedResults, saveResults } from '../../../scripts/bench/results.js';
import { tableOf, tally } from '../../../scripts/bench/table.js';
import { emptyResults, fakeCheck, fakePair, machine, run } from './fake-tasks.js';

const goal = { atLeast: 0.97 };
const around = (ratio: number, by: number) => (block: number) => ratio * (1 + (by * ((block % 5) - 2)) / 2);

const madeTasks = () => [
  fakePair({ name: 'clear / bare C server, 64 connections', ratio: around(1.2, 0.01), goal }),
  fakePair({ name: 'slow / bare C server, 64 connections', ratio: around(0.8, 0.01), goal }),
  fakePair({ name: 'unclear / bare C server, 64 connections', ratio: around(0.97, 0.05), goal }),
  fakePair({ name: 'both / bare C server', ratio: around(1, 0.05), goal: { atLeast: 0.9, atMost: 1.1 } }),
  fakePair({ name: 'shown / bare C server, 64 connections', ratio: around(31, 0.05) }),
  fakeCheck('check', 0.5),
];

async function measured() {
  const results = emptyResults({ blocks: 10 });
  const tasks = madeTasks();
  await run(tasks, results);
  return { results, findings: findingsOf(tasks, results) };
}

test('the table: a verdict per goal, within 80 columns', async (t) => {
  const { findings } = await measured();
  t.deepEqual(tally(findings, 'usual'), { holds: 2, short: 2, open: 1 });
  const table = tableOf(findings, 'usual');
  t.true(
    table.split('\n').every((line) => line.length <= 80),
    table,
  );
  t.regex(table, /clear .*\(10 blocks\)\n.*60\.0k +50\.0k +1\.200 .*≥0\.97 +holds\n/);
  t.regex(table, /slow .*\n.* 0\.800 .* short\n/);
  t.regex(table, /unclear .*\n.*0\.970 .* can't tell: ±\d.* %\n/);
  t.regex(table, /both .*\n.* 1±0\.10 +holds\n/);
  t.regex(table, /shown .*\n.* 31\.0 .*\n/);
  t.regex(table, /check \(once\)\n.*0\.500 .*≤0\.01 +short\n/);
});

test('the file: read back as it was; not from another machine, nor anything else', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'forkroad-bench-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'made', 'bench.json');
  const { results } = await measured();
  saveResults(path, results);
  t.deepEqual(resumedResults(path, machine), results);
  t.deepEqual(resumedResults(path, { ...machine, loadBefore: 1.5 }), results, 'the same machine, with more to do');
  t.throws(() => resumedResults(path, { ...machine, cpus: 64 }), { message: /another machine/ });
  writeFileSync(path, '{"version": 1}');
  t.throws(() => resumedResults(path, machine), { message: /not results of this bench/ });
});

test('progress: the plan, and a line whenever something is settled; on a terminal one line that is never too long', async (t) => {
  const written: string[] = [];
  const results = emptyResults({ blocks: 2 });
  const tasks = madeTasks().slice(0, 2);
  const plain = new Progress(tasks, results, { write: (text) => written.push(text) });
  t.is(plain.plan(), '2 blocks of each pair: about 8 s, at most 10 min 0 s\n');
  const narrow: string[] = [];
  const terminal = new Progress(tasks, results, { write: (text) => narrow.push(text), columns: 40 });
  await run(tasks, results, undefined, {
    trialStarts: (...told) => terminal.trialStarts(...told),
    blockEnded: (...told) => plain.blockEnded(...told),
  });
  t.is(written.length, 2, written.join(''));
  t.regex(written.at(-1) ?? '', /^0 of 2 pairs decided · about 0 s left · slow \/ bare C server, 64 connections\n$/);
  t.is(narrow.length, 8);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal is told
  for (const line of narrow) t.regex(line, /^\r0 of 2 pairs decided · about .{0,60}\x1b\[K$/);
  t.true(narrow.every((line) => line.length <= 1 + 39 + 3));
});
