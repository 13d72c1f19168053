// The one table that the bench ends in: what, its figure, ratio, interval, goal and verdict, within 80 columns.
import { absent, counted, significant } from '../../src/reports/numbers.js';
import { packed, type TextColumn } from '../../src/reports/text-table.js';
import { halfWidth, medianInterval } from '../../src/statistics/median-interval.js';
import { median } from '../../src/statistics/summary.js';
import type { BenchResults, Finished, FinishedPair } from './results.js';
import type { Goal } from './task.js';
import { logRatios, outcomeOf } from './verdict.js';

const headings = ['', 'ours', 'theirs', 'ratio', '95 %', 'goal', 'verdict'];
type Row = string[];

export function tableOf({ tasks }: Pick<BenchResults, 'tasks'>): string {
  const groups = tasks.map((task) => ({ title: titleOf(task), rows: rowsOf(task) }));
  const lines = laidOut([headings, ...groups.flatMap(({ rows }) => rows)]);
  const [heading, ...rest] = lines;
  const body = groups.flatMap(({ title, rows }) => [title, ...rest.splice(0, rows.length)]);
  return `${[heading, ...body].join('\n')}\n`;
}

/** How many goals came out as each word: "12 hold, 1 short, 2 can't tell". */
export function tally(results: Pick<BenchResults, 'tasks'>): { holds: number; short: number; open: number } {
  const outcomes = results.tasks.flatMap(outcomesOf);
  const count = (word: string) => outcomes.filter((outcome) => outcome === word).length;
  return { holds: count('holds'), short: count('short'), open: count("can't tell") };
}

function outcomesOf(task: Finished): string[] {
  if (task.kind === 'not-measured') return [];
  if (task.kind === 'check') return [task.value <= task.atMost ? 'holds' : 'short'];
  return task.figures.flatMap(({ goal }, index) =>
    goal ? [outcomeOf(medianInterval(logRatios(task.rounds, index)), goal)] : [],
  );
}

function titleOf(task: Finished): string {
  if (task.kind === 'not-measured') return `${task.name}\n  not measured: ${task.reason}`;
  if (task.kind === 'check') return `${task.name} (once)`;
  return `${task.name} (${counted(task.rounds.length, 'round')})`;
}

function rowsOf(task: Finished): Row[] {
  if (task.kind === 'not-measured') return [];
  if (task.kind === 'pair') return task.figures.map((_, index) => figureRow(task, index));
  const { figure, value, atMost } = task;
  return [[`  ${figure}`, significant(value), absent, absent, absent, goalText({ atMost }), outcomesOf(task).join()]];
}

function figureRow({ figures, rounds }: FinishedPair, index: number): Row {
  const { name, goal } = figures[index] ?? { name: '' };
  const ratios = logRatios(rounds, index);
  const interval = medianInterval(ratios);
  const middle = median(ratios);
  const of = (side: 'ours' | 'theirs') => {
    const value = median(rounds.map((round) => round[side][index] ?? Number.NaN));
    return value === undefined ? absent : significant(value);
  };
  return [
    `  ${name}`,
    of('ours'),
    of('theirs'),
    middle === undefined ? absent : ratioText(Math.exp(middle)),
    interval ? `${ratioText(Math.exp(interval.low))}–${ratioText(Math.exp(interval.high))}` : absent,
    goal ? goalText(goal) : '',
    goal ? verdictText(outcomeOf(interval, goal), interval && halfWidth(interval)) : '',
  ];
}

/** Goals are near 1 and missed by hundredths: a third digit is worth showing there. */
const ratioText = (ratio: number): string => (ratio < 9.9995 ? ratio.toFixed(3) : significant(ratio));

const goalText = ({ atLeast, atMost }: Goal): string => (atLeast === undefined ? `≤${atMost}` : `≥${atLeast}`);

function verdictText(outcome: string, logHalfWidth: number | undefined): string {
  if (outcome !== "can't tell" || logHalfWidth === undefined) return outcome;
  return `${outcome}: ±${significant(100 * Math.expm1(logHalfWidth))} %`;
}

function laidOut(rows: Row[]): string[] {
  const columns = headings.map((_, column): TextColumn => {
    const isText = column === 0 || column === headings.length - 1;
    return { cells: rows.map((row) => row[column] ?? ''), align: isText ? 'left' : 'right' };
  });
  return packed(columns, Number.POSITIVE_INFINITY, columns.length).flat();
}
