// `make find-a-slowdown` from its command line to files and summary, with the least that it can measure.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { within } from '../../harness/deadline.js';
import { runScript } from '../run-script.js';

const main = 'dist/scripts/find-a-slowdown/main.js';
const run = (t: ExecutionContext, args: string[]) => runScript(t, main, args);

test('null tables: measured, counted, kept; what is finished is not run again', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'forkroad-null-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const words = ['--null', '1', '--comparisons', '1', '--blocks', '3', '--out', folder];
  const first = await within('a comparison', run(t, words).ended, 120_000);
  t.regex(first.stdout, /^epoll, 3 to 3 blocks each, .*\n.*a false verdict, .* of 1 table of 1 row /, first.stderr);
  t.regex(first.stderr, /^1 of 1 · the same, 1: /);
  t.deepEqual(readdirSync(folder), ['01.json']);
  const file = join(folder, '01.json');
  const { blocks } = JSON.parse(readFileSync(file, 'utf8'));
  t.is(blocks.length, 3);

  const { mtimeMs } = statSync(file);
  const second = await within('its summary', run(t, words).ended);
  t.is(second.stdout, first.stdout);
  t.is(second.code, first.code);
  t.is(statSync(file).mtimeMs, mtimeMs);

  const other = await within('a refusal', run(t, ['--null', '2', ...words.slice(2)]).ended);
  t.is(other.code, 1);
  t.regex(other.stderr, /01\.json was asked for in another way: use --fresh, or another --out/);
});

test('wrong words end it with 2, a folder that cannot be written with 1, before anything is measured', async (t) => {
  for (const args of [
    ['--blocks', '2'],
    ['--blocks', '30'],
    ['--comparisons', '0'],
    ['--model', 'none'],
    ['--null', '0'],
  ]) {
    const { code, stderr } = await within(args.join(' '), run(t, args).ended);
    t.is(code, 2, args.join(' '));
    t.regex(stderr, /^error: /);
  }
  const { code, stderr } = await within('a refusal', run(t, ['--out', '/dev/null/x']).ended);
  t.is(code, 1);
  t.regex(stderr, /cannot save results in \/dev\/null\/x/);
});
