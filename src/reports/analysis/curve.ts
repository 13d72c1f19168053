// A row's curve over what is offered: each point's median over the blocks.
import type { Curve, CurvePoint } from '../../trials/trial-result.js';
import { isCounted } from './counted.js';
import { type Estimate, estimate } from './estimate.js';
import type { MeasuredRow } from './row.js';
import type { Table } from './tables.js';

export interface CurveStep {
  /** Where on the axis: the share of the capacity that was offered. */
  at: number;
  offeredPerSecond: Estimate | undefined;
  messagesPerSecond: Estimate | undefined;
  /** Answered by offered, of the same block. */
  answeredShare: Estimate | undefined;
  p50Us: Estimate | undefined;
  p99Us: Estimate | undefined;
  unanswered: Estimate | undefined;
}

export interface RowCurve {
  /** "of capacity". */
  axis: string;
  /** Ascending. */
  steps: CurveStep[];
}

/** Undefined where no block that counts has one. */
export function curveOf({ trials }: MeasuredRow): RowCurve | undefined {
  const curves = trials.flatMap((trial): Curve[] =>
    isCounted(trial) && trial.measured.curve ? [trial.measured.curve] : [],
  );
  const [first] = curves;
  if (!first) return undefined;
  const points = curves.flatMap((curve) => curve.points);
  const places = [...new Set(points.map(({ at }) => at))].sort((a, b) => a - b);
  return { axis: first.axis, steps: places.map((at) => stepOf(at, points)) };
}

export const hasCurves = ({ rows }: Table): boolean => rows.some((row) => curveOf(row) !== undefined);

function stepOf(at: number, points: readonly CurvePoint[]): CurveStep {
  const own = points.filter((point) => point.at === at);
  const of = (value: (point: CurvePoint) => number | null) => estimate(own.map(value));
  return {
    at,
    offeredPerSecond: of(({ offeredPerSecond }) => offeredPerSecond),
    messagesPerSecond: of(({ messagesPerSecond }) => messagesPerSecond),
    answeredShare: of(({ offeredPerSecond, messagesPerSecond }) =>
      offeredPerSecond === null || offeredPerSecond === 0 ? null : messagesPerSecond / offeredPerSecond,
    ),
    p50Us: of(({ p50Us }) => p50Us),
    p99Us: of(({ p99Us }) => p99Us),
    unanswered: of(({ unanswered }) => unanswered),
  };
}
