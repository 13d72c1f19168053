// What the bench says of its results, and what it takes back from a file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { resumedResults, saveResults } from '../../../scripts/bench/results.js';
import { runTasks } from '../../../scripts/bench/run-tasks.js';
import { tableOf, tally } from '../../../scripts/bench/table.js';
import { outcomeOf } from '../../../scripts/bench/verdict.js';
import { emptyResults, fakeCheck, fakePair, machine, Record } from './fake-tasks.js';

const goal = { atLeast: 0.97 };
const around = (ratio: number, by: number) => (round: number) => ratio * (1 + (by * ((round % 5) - 2)) / 2);

async function measured() {
  const results = emptyResults({ rounds: 10 });
  const tasks = [
    fakePair({ name: 'clear / bare C server, 64 connections', ratio: around(1.2, 0.01), goal }),
    fakePair({ name: 'slow / bare C server, 64 connections', ratio: around(0.8, 0.01), goal }),
    fakePair({ name: 'unclear / bare C server, 64 connections', ratio: around(0.97, 0.05), goal }),
    fakePair({ name: 'shown / bare C server, 64 connections', ratio: around(31, 0.05) }),
    fakeCheck('check', 0.5),
  ];
  await runTasks(tasks, results, new Record());
  return results;
}

test('outcomeOf: holds, short, or neither, on either side of a goal', (t) => {
  const interval = (low: number, high: number) => ({ low: Math.log(low), high: Math.log(high) });
  t.is(outcomeOf(interval(0.98, 1.1), goal), 'holds');
  t.is(outcomeOf(interval(0.9, 0.96), goal), 'short');
  t.is(outcomeOf(interval(0.96, 0.98), goal), "can't tell");
  t.is(outcomeOf(interval(0.9, 1.04), { atMost: 1.05 }), 'holds');
  t.is(outcomeOf(interval(1.06, 1.2), { atMost: 1.05 }), 'short');
  t.is(outcomeOf(undefined, goal), "can't tell");
});

test('the table: a verdict per goal, within 80 columns', async (t) => {
  const results = await measured();
  t.deepEqual(tally(results), { holds: 1, short: 2, open: 1 });
  const table = tableOf(results);
  t.true(table.split('\n').every((line) => line.length <= 80));
  t.regex(table, /clear .*\(10 rounds\)\n.*60\.0k +50\.0k +1\.200 .*≥0\.97 +holds\n/);
  t.regex(table, /slow .*\n.* 0\.800 .* short\n/);
  t.regex(table, /unclear .*\n.*0\.970 .* can't tell: ±\d.* %\n/);
  t.regex(table, /check \(once\)\n.*0\.500 .*≤0\.01 +short\n/);
});

test('the file: read back as it was; not from another machine, nor anything else', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'forkroad-bench-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'made', 'bench.json');
  const results = await measured();
  saveResults(path, results);
  t.deepEqual(resumedResults(path, machine), results);
  t.deepEqual(resumedResults(path, { ...machine, loadBefore: 1.5 }), results, 'the same machine, with more to do');
  t.throws(() => resumedResults(path, { ...machine, cpus: 64 }), { message: /another machine/ });
  writeFileSync(path, '{"version": 1}');
  t.throws(() => resumedResults(path, machine), { message: /not results of this bench/ });
});
