// How a report looks: within the width, the same numbers in each format, no colour unless asked for.
import test from 'ava';
import { markdown } from '../../src/reports/formats/markdown.js';
import { terminal } from '../../src/reports/formats/terminal.js';
import type { Figures } from '../../src/trials/results.js';
import { sampleResults } from './sample-results.js';

const figures = (factor: number): Partial<Figures> => ({
  messagesPerSecond: 80_123 / factor,
  p50Us: 187.4 * factor,
  p99Us: 1449 * factor,
  cpuUsPerMessage: 10.123 * factor,
  contextSwitchesPerMessage: 1.09 * factor,
  peakProcesses: 1,
  peakThreads: 28,
});

const results = sampleResults([
  [
    { model: 'thread-per-connection', figures: figures(1) },
    { model: 'event-loop', figures: figures(0.8) },
    { model: 'fork-per-connection', figures: figures(9000) },
    { model: 'iterative', served: 1, figures: figures(2) },
  ],
  [
    { model: 'event-loop', figures: figures(1) },
    { model: 'thread-per-connection', figures: figures(1.1) },
    { model: 'fork-per-connection', figures: figures(9900) },
    { model: 'iterative', failed: 'the server ended: exit code 1' },
  ],
]);

for (const columns of [80, 100, 120, 160]) {
  test(`no line is wider than ${columns} columns`, (t) => {
    const lines = terminal(results, { columns, colour: false }).split('\n');
    t.deepEqual(
      lines.filter((line) => line.length > columns),
      [],
    );
  });
}

test('a wide terminal has one table where a narrow one has two', (t) => {
  const heads = (columns: number) => terminal(results, { columns, colour: false }).match(/^model /gm)?.length;
  t.is(heads(80), 2);
  t.is(heads(160), 1);
});

test('a terminal’s table, as it is read', (t) => {
  t.snapshot(terminal(results, { columns: 80, colour: false }));
});

test('the Markdown report, as it is read', (t) => {
  t.snapshot(markdown(results));
});

test('colour only adds escapes', (t) => {
  const coloured = terminal(results, { columns: 80, colour: true });
  t.not(coloured, terminal(results, { columns: 80, colour: false }));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escapes are what is looked for
  t.is(coloured.replace(/\x1b\[\d+m/g, ''), terminal(results, { columns: 80, colour: false }));
});

test('an interrupted run says so', (t) => {
  const text = terminal(
    { ...results, interrupted: true, asked: { ...results.asked, rounds: 7 } },
    { columns: 80, colour: false },
  );
  t.regex(text, /2 of 7 rounds \(interrupted\)/);
});
