// A sweep: each model's primary figure over the sizes, both on logarithmic axes, the knee ringed.
import type { Results } from '../../../trials/results.js';
import { type Sweep, sweepOf } from '../../analysis/sweep.js';
import type { Table } from '../../analysis/tables.js';
import { bareAmount, resourceOf } from '../../figure-texts.js';
import { capitalised } from '../../numbers.js';
import { kneeReading, sweepGrid } from '../../sweep-texts.js';
import type { Chart } from '../chart.js';
import { drawLines, type Line, lineChartHeight } from '../line-chart.js';
import { markOfModel } from '../marks.js';
import { extentOf, logScale, roomy } from '../scale.js';

/** Of all tables of one scenario, one for each model; undefined where it is no sweep, or nothing was measured. */
export function sweepChart(tables: readonly Table[], results: Results): Chart | undefined {
  const sweeps = tables.flatMap((table) => sweepOf(table) ?? []);
  const [first] = sweeps;
  if (!first) return undefined;
  const { scenario } = first.table;
  const lines = sweeps.map((sweep) => lineOf(sweep, results));
  const sizes = [...new Set(sweeps.flatMap(({ points }) => points.map(({ size }) => size)))].sort((a, b) => a - b);
  const values = sweeps.flatMap(({ points }) => points.flatMap(({ value }) => [value.low, value.high]));
  return {
    id: `sweep-${scenario.name}`,
    title: `${scenario.name}: ${resourceOf(scenario)} over ${first.axis}`,
    reading: `${capitalised(resourceOf(scenario))}, less is better; both axes are logarithmic. ${kneeReading(first.axis)} It has a ring. The band is the 95 % interval of the median.`,
    isNamed: true,
    legend: lines.map(({ name, mark }) => ({ name, mark })),
    data: sweepGrid(sweeps),
    draw: (frame) => {
      const height = lineChartHeight(frame);
      const axes = {
        x: (pixels: readonly [number, number]) =>
          Object.assign(logScale(roomy(extentOf(sizes), 0.03), pixels), { ticks: sizes }),
        y: (pixels: readonly [number, number], most: number) => logScale(roomy(extentOf(values)), pixels, most),
        xTick: String,
        yTick: (value: number) => bareAmount(scenario.primary, value, scenario.unit),
        ...{ xName: first.axis, yName: resourceOf(scenario) },
      };
      const box = { left: 0, top: 0, width: frame.width, height };
      return { height, content: drawLines(lines, axes, box, frame.fontPx, !frame.isNarrow) };
    },
  };
}

function lineOf({ table, points, knee }: Sweep, results: Results): Line {
  const name = table.model ?? '';
  return {
    name,
    mark: markOfModel(name, results),
    points: points.map(({ size, value }) => [size, value.median]),
    band: points.map(({ size, value }) => [size, value.low, value.high]),
    isRinged: (i) => points[i] === knee,
  };
}
