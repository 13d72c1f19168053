// Curves over what is offered: p99 on a logarithmic axis with the knee, the closed loop's beside it; and how much was answered.
import type { Results } from '../../../trials/results.js';
import { type CurveStep, curveOf, type RowCurve } from '../../analysis/curve.js';
import type { Estimate } from '../../analysis/estimate.js';
import type { Row } from '../../analysis/row.js';
import type { Table } from '../../analysis/tables.js';
import { curveGrid, curveReading } from '../../curve-texts.js';
import { latencyText } from '../../numbers.js';
import type { Chart } from '../chart.js';
import { type Axes, drawLines, type Line, lineChartHeight } from '../line-chart.js';
import { markOf } from '../marks.js';
import { extentOf, linearScale, logScale, roomy } from '../scale.js';

interface Shown {
  row: Row;
  curve: RowCurve;
}

/** Where a closed loop is: it keeps the server busy, and no more is offered than is answered. */
const atCapacity = 1;

/** Of the first panel's. */
const secondHeight = 0.6;

/** Undefined where no trial has a curve. */
export function curveChart(table: Table, results: Results): Chart | undefined {
  const shown = table.rows.flatMap((row): Shown[] => {
    const curve = curveOf(row);
    return curve && row.verdict.kind !== 'disturbed' ? [{ row, curve }] : [];
  });
  const [first] = shown;
  if (!first) return undefined;
  const places = [...new Set(shown.flatMap(({ curve }) => curve.steps.map(({ at }) => at)))].sort((a, b) => a - b);
  const latencies = shown.flatMap((each) => [latencyLine(each, results), ...closedLoop(each, results)]);
  const answered = shown.map((each) => answeredLine(each, results));
  const x: Pick<Axes, 'x' | 'xTick' | 'xName'> = {
    x: (pixels) => Object.assign(linearScale(extentOf(places), pixels), { ticks: places }),
    xTick: (at) => String(at),
    xName: `offered, × ${first.curve.axis.replace(/^of /, '')}`,
  };
  return {
    id: `curve-${table.key}`,
    title: `${table.scenario.name}: over what is offered`,
    reading: curveReading,
    isNamed: true,
    legend: shown.map(({ row }) => ({ name: row.cell.row, mark: markOf(row, results) })),
    data: curveGrid(table),
    draw: (frame) => {
      const height = lineChartHeight(frame);
      const box = { left: 0, width: frame.width };
      const upper = { ...box, top: 0, height };
      const lower = { ...box, top: height + 10, height: height * secondHeight };
      return {
        height: lower.top + lower.height,
        content:
          drawLines(latencies, { ...x, ...latencyAxis(latencies) }, upper, frame.fontPx, !frame.isNarrow) +
          drawLines(answered, { ...x, ...answeredAxis(answered) }, lower, frame.fontPx, !frame.isNarrow),
      };
    },
  };
}

type YAxis = Pick<Axes, 'y' | 'yTick' | 'yName'>;

function latencyAxis(lines: readonly Line[]): YAxis {
  const values = lines.flatMap(({ points, band = [] }) => [
    ...points.map(([, us]) => us),
    ...band.flatMap(([, low, high]) => [low, high]),
  ]);
  return {
    y: (pixels, most) => logScale(roomy(extentOf(values)), pixels, most),
    yTick: latencyText,
    yName: 'p99 from when each was due',
  };
}

function answeredAxis(lines: readonly Line[]): YAxis {
  const least = Math.min(1, ...lines.flatMap(({ points }) => points.map(([, share]) => share)));
  return {
    y: (pixels) => linearScale([Math.min(0.9, least) - 0.02, 1.02], pixels, 4),
    yTick: (share) => `${Math.round(100 * share)} %`,
    yName: 'answered, of what was offered',
  };
}

/** The places that have the figure. */
const placed = (steps: readonly CurveStep[], of: (step: CurveStep) => Estimate | undefined) =>
  steps.flatMap((step) => {
    const value = of(step);
    return value ? [{ at: step.at, value }] : [];
  });

function lineOf({ row }: Shown, known: ReturnType<typeof placed>, results: Results): Line {
  return {
    name: row.cell.row,
    mark: markOf(row, results),
    points: known.map(({ at, value }) => [at, value.median]),
    band: known.map(({ at, value }) => [at, value.low, value.high]),
    isDashed: row.verdict.kind === 'not-comparable',
  };
}

function latencyLine(shown: Shown, results: Results): Line {
  const known = placed(shown.curve.steps, ({ p99Us }) => p99Us);
  const knee = shown.row.figures.kneeShare?.median;
  const isRinged = (i: number) => knee !== undefined && Math.abs((known[i]?.at ?? 0) - knee) < 1e-9;
  return { ...lineOf(shown, known, results), isRinged };
}

const answeredLine = (shown: Shown, results: Results): Line =>
  lineOf(
    shown,
    placed(shown.curve.steps, ({ answeredShare }) => answeredShare),
    results,
  );

function closedLoop({ row }: Shown, results: Results): Line[] {
  const p99 = row.figures.closedLoopP99Us?.median;
  if (p99 === undefined) return [];
  const tip = `${row.cell.row}, closed loop: ${latencyText(p99)}`;
  const mark = markOf(row, results);
  return [{ name: tip, mark, points: [[atCapacity, p99]], isUnconnected: true, isHollow: () => true }];
}
