// Curves over what is offered, as text.
import { type CurveStep, curveOf } from './analysis/curve.js';
import type { Estimate } from './analysis/estimate.js';
import type { Row } from './analysis/row.js';
import type { Table } from './analysis/tables.js';
import type { Grid } from './grid.js';
import { absent, factor, significant, type WriteNumber, withInterval } from './numbers.js';
import { rowName } from './row-names.js';
import { withUnit } from './shown-units.js';

export const curveReading =
  'The first chart is the p99 of what was offered, counted from when each message was due; the second, how much of it was ' +
  'answered. A ring is the knee: the most that was offered and answered within ten times the median latency at half. A hollow mark ' +
  'at 1 is the p99 of a closed loop, which ran at the capacity too: it waits for a slow server, and so hides its queue.';

const microseconds = (us: number): string => withUnit('time', us);

/** "0.5 ×". */
export const placeText = (at: number): string => `${at} ×`;

const text = (value: Estimate | undefined, write: WriteNumber): string => (value ? withInterval(value, write) : absent);

/** A line for each model and point, the closed loop before them. */
export function curveGrid(table: Table): Grid {
  return {
    caption: `Over what was offered: ${table.title}`,
    head: ['model', 'offered', `${table.scenario.unit}s/s`, 'answered /s', 'of offered', 'p50', 'p99', 'unanswered'],
    rows: table.rows.flatMap((row) => {
      const curve = curveOf(row);
      return curve ? [closedLoop(row, table), ...curve.steps.map((step) => stepRow(row, table, step))] : [];
    }),
  };
}

function closedLoop(row: Row, table: Table): string[] {
  const { capacityPerSecond, closedLoopP99Us } = row.figures;
  const rate = text(capacityPerSecond, significant);
  return [rowName(row, table), 'closed loop', rate, rate, absent, absent, text(closedLoopP99Us, microseconds), absent];
}

const stepRow = (row: Row, table: Table, step: CurveStep): string[] => [
  rowName(row, table),
  placeText(step.at),
  text(step.offeredPerSecond, significant),
  text(step.messagesPerSecond, significant),
  text(step.answeredShare, factor),
  text(step.p50Us, microseconds),
  text(step.p99Us, microseconds),
  text(step.unanswered, significant),
];

/** p99 alone, a column for each point. */
export function p99Grid(table: Table): Grid {
  const curves = table.rows.flatMap((row) => {
    const curve = curveOf(row);
    return curve ? [{ row, curve }] : [];
  });
  const places = [...new Set(curves.flatMap(({ curve }) => curve.steps.map(({ at }) => at)))].sort((a, b) => a - b);
  const p99 = (steps: readonly CurveStep[], at: number) => steps.find((step) => step.at === at)?.p99Us;
  const median = (value: Estimate | undefined) => (value ? microseconds(value.median) : absent);
  return {
    caption: `p99 by what was offered, × ${curves[0]?.curve.axis.replace(/^of /, '') ?? ''}`,
    head: ['model', ...places.map(placeText), 'closed'],
    rows: curves.map(({ row, curve }) => [
      rowName(row, table),
      ...places.map((at) => median(p99(curve.steps, at))),
      median(row.figures.closedLoopP99Us),
    ]),
  };
}
