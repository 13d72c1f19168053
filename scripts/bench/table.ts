// The one table that the bench ends in: what, its figure, ratio, interval, goal and verdict, within 80 columns.
import { absent, counted, significant } from '../../src/reports/numbers.js';
import { packed, type TextColumn } from '../../src/reports/text-table.js';
import type { LookPlan } from '../../src/statistics/looks.js';
import { median } from '../../src/statistics/summary.js';
import { type Finding, isCheck, isPair, type PairFinding } from './findings.js';
import type { Figure, Goal } from './task.js';
import { halfWidth, intervalAt, logRatios, type Outcome, outcomeOf } from './verdict.js';

const headings = ['', 'ours', 'theirs', 'ratio', 'interval', 'goal', 'verdict'];
type Row = string[];

export function tableOf(findings: readonly Finding[], plan: LookPlan): string {
  const groups = findings.map((finding) => ({ title: titleOf(finding), rows: rowsOf(finding, plan) }));
  const lines = laidOut([headings, ...groups.flatMap(({ rows }) => rows)]);
  const [heading, ...rest] = lines;
  const body = groups.flatMap(({ title, rows }) => [title, ...rest.splice(0, rows.length)]);
  return `${[heading, ...body].join('\n')}\n`;
}

/** How many goals came out as each word: "12 hold, 1 short, 2 can't tell". */
export function tally(findings: readonly Finding[], plan: LookPlan): { holds: number; short: number; open: number } {
  const outcomes = findings.flatMap((finding) => outcomesOf(finding, plan));
  const count = (word: Outcome) => outcomes.filter((outcome) => outcome === word).length;
  return { holds: count('holds'), short: count('short'), open: count("can't tell") };
}

function outcomesOf(finding: Finding, plan: LookPlan): Outcome[] {
  if (isCheck(finding)) return [finding.value <= finding.task.atMost ? 'holds' : 'short'];
  if (!isPair(finding)) return [];
  const { task, blocks } = finding;
  return task.figures.flatMap(({ name, goal }) =>
    goal ? [outcomeOf(intervalAt(logRatios(blocks, name), plan), goal)] : [],
  );
}

function titleOf(finding: Finding): string {
  const { name } = finding.task;
  if (isPair(finding)) return `${name} (${counted(finding.blocks.length, 'block')})`;
  return isCheck(finding) ? `${name} (once)` : `${name}\n  not measured: ${finding.reason}`;
}

function rowsOf(finding: Finding, plan: LookPlan): Row[] {
  if (isPair(finding)) return finding.task.figures.map((figure) => figureRow(finding, figure, plan));
  if (!isCheck(finding)) return [];
  const { task, value } = finding;
  const goal = goalText({ atMost: task.atMost });
  return [[`  ${task.figure}`, significant(value), absent, absent, absent, goal, ...outcomesOf(finding, plan)]];
}

function figureRow({ blocks }: PairFinding, { name, goal }: Figure, plan: LookPlan): Row {
  const ratios = logRatios(blocks, name);
  const interval = intervalAt(ratios, plan);
  const middle = median(ratios);
  const of = (side: 'ours' | 'theirs') => {
    const value = median(blocks.map((block) => block[side][name] ?? Number.NaN));
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

function goalText({ atLeast, atMost }: Goal): string {
  if (atLeast !== undefined && atMost !== undefined) {
    const [below, above] = [1 - atLeast, atMost - 1].map((part) => part.toFixed(2));
    return below === above ? `1±${below}` : `${atLeast}–${atMost}`;
  }
  return atLeast === undefined ? `≤${atMost}` : `≥${atLeast}`;
}

function verdictText(outcome: Outcome, logHalfWidth: number | undefined): string {
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
