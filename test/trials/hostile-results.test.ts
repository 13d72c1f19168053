// Results from others: damaged or hostile ones give one clear line, never a stack, and never a page that lies.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { analyse } from '../../src/reports/analysis/analysis.js';
import { csv } from '../../src/reports/formats/csv.js';
import { markdown } from '../../src/reports/formats/markdown.js';
import { terminal } from '../../src/reports/formats/terminal.js';
import { html } from '../../src/reports/html/page.js';
import { isPrintable, printable } from '../../src/text/printable.js';
import type { Results } from '../../src/trials/results.js';
import { readResults } from '../../src/trials/results-file.js';
import { realisticResults } from '../reports/realistic-results.js';

const good = realisticResults({ blocks: 3, scenarios: ['ping-pong'] });

function fileOf(t: ExecutionContext, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'forkroad-hostile-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'results.json');
  writeFileSync(file, text);
  return file;
}

const changed = (change: (results: Results) => void): string => {
  const results = structuredClone(good);
  change(results);
  return JSON.stringify(results);
};

/** A path as words: "blocks.0.table". */
function set(results: Results, path: string, value: unknown): void {
  const words = path.split('.');
  const last = words.pop() ?? '';
  let at = results as unknown as Record<string, unknown>;
  for (const word of words) at = at[word] as Record<string, unknown>;
  at[last] = value;
}

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const withText = (key: string, json: string) => JSON.stringify(good).replace('{', `{"${key}":${json},`);

const refused: [what: string, text: string, says: RegExp][] = [
  ['nothing', '', /^cannot read .*results\.json: /],
  ['half a file', JSON.stringify(good).slice(0, 4000), /^cannot read .*results\.json: /],
  ['a list', '[1]', /expected results of version 4, got none$/],
  ['null', 'null', /expected results of version 4, got none$/],
  ['version 3', changed((r) => set(r, 'version', 3)), /expected results of version 4, got 3$/],
  ['a version of 100 000 lists', `{"version": ${nested(100_000)}}`, /got none$/],
  ['100 000 lists within each other', withText('more', nested(100_000)), /results\.more.* … is nested too deep$/],
  [
    'a figure of 1e300',
    changed((r) => set(r, 'blocks.0.trials.0.tookMs', 1e300)),
    /results\.blocks\[0\]\.trials\[0\]\.tookMs is 1e\+300: no machine has that$/,
  ],
  ['a missing part', changed((r) => set(r, 'machine', undefined)), /machine: Invalid input: expected object, /],
  ['several missing parts', '{"version": 4, "models": []}', /forkroad: Invalid input.* \(and \d+ more\)$/],
  ['a text for a number', changed((r) => set(r, 'seed', 'seven')), /seed: Invalid input: expected number/],
  ['a negative count', changed((r) => set(r, 'asked.windows', -1)), /asked\.windows: /],
  [
    'an escape sequence in a name',
    changed((r) => set(r, 'machine.cpu', '\x1b[2J')),
    /machine\.cpu has a control character$/,
  ],
  [
    'text that runs backwards',
    changed((r) => set(r, 'machine.cpu', '\u202e')),
    /machine\.cpu has a control character$/,
  ],
  [
    'an escape sequence in a key',
    withText('more', JSON.stringify({ '\x1b[2J': 1 })),
    /a name in results\.more has a control character$/,
  ],
  [
    'a baseline that is not there',
    changed((r) => set(r, 'asked.baseline', 'nobody')),
    /the baseline nobody is not among the models$/,
  ],
  [
    'a cell of an unknown model',
    changed((r) => set(r, 'cells.0.model', 'nobody')),
    /a cell is of nobody, which is not among the models$/,
  ],
  [
    'a cell twice',
    changed((r) => void r.cells.push({ ...(r.cells[0] as Results['cells'][number]) })),
    /a cell is there twice$/,
  ],
  [
    'two models of one name',
    changed((r) => void r.models.push({ ...(r.models[0] as Results['models'][number]) })),
    /two models have the same name$/,
  ],
  [
    'a trial of no cell',
    changed((r) => set(r, 'blocks.0.trials.0.row', 'ghost')),
    /block 1 of ping-pong-16 has a trial of .* that is of no cell$/,
  ],
  [
    'a block twice',
    changed((r) => set(r, 'blocks.1.block', 1)),
    /block 1 of ping-pong-16 stands where block 2 should$/,
  ],
  [
    'a trial twice in a block',
    changed((r) => set(r, 'blocks.0.trials.1', r.blocks[0]?.trials[0])),
    /block 1 of ping-pong-16 has two trials of one cell$/,
  ],
  [
    'a block of an unknown table',
    changed((r) => void r.blocks.push({ table: 'tea-time-16', block: 1, trials: [] })),
    /a block of a table that none of their cells is in: tea-time-16$/,
  ],
  [
    'a cell of an unknown scenario',
    changed((r) => {
      for (const cell of r.cells) cell.scenario = 'tea-time';
      for (const trial of r.blocks.flatMap(({ trials }) => trials)) trial.scenario = 'tea-time';
    }),
    /a scenario that this forkroad does not know: tea-time$/,
  ],
];

for (const [what, text, says] of refused) {
  test(`${what}: one line that says what is wrong`, (t) => {
    const file = fileOf(t, text);
    const error = t.throws(() => analyse(readResults(file)));
    t.regex(error?.message ?? '', says);
    t.false(error?.message.includes('\n'));
    t.true((error?.message.length ?? 999) < 400);
    t.true(isPrintable(error?.message ?? ''));
  });
}

/** All that any format makes of them. */
const rendered = (results: Results): string => {
  const analysis = analyse(results);
  return terminal(analysis, { columns: 80, colour: false }) + markdown(analysis) + csv(analysis) + html(analysis);
};

const withNumbers = (value: unknown, number: number): unknown => {
  if (typeof value === 'number') return number;
  if (Array.isArray(value)) return value.map((each) => withNumbers(each, number));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withNumbers(each, number)]));
};

for (const number of [0, 1, 1e15]) {
  test(`${number} for every figure: a report all the same, and each number in it is one`, (t) => {
    const { blocks, systemCalls, yardstickP10Us, duration, ...rest } = good;
    const made = blocks.map(({ trials, ...block }) => ({
      ...block,
      trials: trials.map((trial) => ({ ...trial, measured: withNumbers(trial.measured, number), attempt: number })),
    }));
    const change = withNumbers({ systemCalls, yardstickP10Us, duration }, number) as object;
    const file = fileOf(t, JSON.stringify({ ...rest, ...change, blocks: made }));
    t.notRegex(rendered(readResults(file)), /NaN|Infinity|undefined/);
  });
}

test('a page of nothing: no blocks, no cells', (t) => {
  const file = fileOf(t, JSON.stringify({ ...good, cells: [], blocks: [] }));
  t.notRegex(rendered(readResults(file)), /NaN|Infinity|undefined/);
});

test('newlines in a failure’s text are no lines of a report', (t) => {
  const results = structuredClone(good);
  const evil = 'no luck\n\n# A heading\n| a | b |';
  for (const trial of results.blocks.flatMap(({ trials }) => trials)) {
    if (trial.row !== 'epoll') continue;
    Object.assign(trial, { failed: evil, measured: null, quality: null });
  }
  const analysis = analyse(results);
  t.notRegex(markdown(analysis), /^(?:# A heading|\| a \| b \|)/m);
  t.notRegex(terminal(analysis, { columns: 80, colour: false }), /^# A heading/m);
});

test('what a server said last is made printable: on one line, and nothing in it acts', (t) => {
  const text = printable('\x1b[31mno\nluck\x07\t\u202eend');
  t.is(text, '\\x1b[31mno\\nluck\\x07 \\u202eend');
  t.true(isPrintable(text));
  t.true(isPrintable('µs × ≥ \t\n “text”'));
  for (const evil of ['\x1b', '\x00', '\r', '\x7f', '\x9b', '\u2028', '\u202e', '\u2066']) t.false(isPrintable(evil));
});
