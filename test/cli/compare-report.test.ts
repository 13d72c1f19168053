// `forkroad compare --from`: every format from the same results, the same bytes each time; nothing is run.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { runCli } from '../harness/run-cli.js';
import { realisticResults } from '../reports/realistic-results.js';

const formats = ['report.csv', 'report.html', 'report.md'];

function folderWith(t: ExecutionContext, results: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'forkroad-from-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'results.json'), JSON.stringify(results));
  return folder;
}

test('it writes every format beside the results, and twice the same bytes', async (t) => {
  const folder = folderWith(t, realisticResults());
  const render = async () => {
    const run = await runCli(['compare', '--from', join(folder, 'results.json')]);
    t.is(run.exitCode, 0, run.stderr);
    t.regex(run.stdout, /\nReport: .*report\.html\n$/);
    return [run.stdout, ...formats.map((name) => readFileSync(join(folder, name), 'utf8'))];
  };
  const first = await render();
  t.deepEqual(readdirSync(folder).sort(), [...formats, 'results.json']);
  t.deepEqual(await render(), first);
});

test('results of version 1 are refused with both versions, and nothing is written', async (t) => {
  const folder = folderWith(t, { ...realisticResults(), version: 1 });
  const { exitCode, stdout, stderr } = await runCli(['compare', '--from', join(folder, 'results.json')]);
  t.is(exitCode, 2);
  t.is(stdout, '');
  t.regex(stderr, /results\.json: expected results of version 4, got 1/);
  t.deepEqual(readdirSync(folder), ['results.json']);
});

test('results of a scenario that this version does not know are a usage error', async (t) => {
  const results = realisticResults({ blocks: 1 });
  const named = [...results.cells, ...results.blocks.flatMap(({ trials }) => trials)];
  for (const each of named) if (each.scenario === 'idle') each.scenario = 'tea-time';
  const { exitCode, stderr } = await runCli(['compare', '--from', join(folderWith(t, results), 'results.json')]);
  t.is(exitCode, 2);
  t.regex(stderr, /a scenario that this forkroad does not know: tea-time/);
});
