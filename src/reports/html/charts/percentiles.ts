// Latency over percentile, both on logarithmic axes: the tail has as much room as the middle.
import type { Results } from '../../../trials/results.js';
import { type PercentilePoint, percentilesOf } from '../../analysis/percentiles.js';
import { isClientBound, type Row } from '../../analysis/row.js';
import type { Table } from '../../analysis/tables.js';
import { absent, latencyText } from '../../numbers.js';
import type { Chart } from '../chart.js';
import { drawLines, type Line, lineChartHeight } from '../line-chart.js';
import { markOf } from '../marks.js';
import { extentOf, linearScale, logScale, roomy } from '../scale.js';

/** Of more curves than this the bands of the blocks would hide each other. */
const mostBands = 10;

const marked = [0.5, 0.9, 0.99, 0.999, 0.9999];

/** Undefined where nothing was timed. */
export function percentileChart(table: Table, results: Results): Chart | undefined {
  const shown = table.rows
    .filter(({ verdict }) => verdict.kind !== 'disturbed')
    .map((row) => ({ row, points: percentilesOf(row) }))
    .filter(({ points }) => points.length > 1);
  if (shown.length === 0) return undefined;
  const hasBands = shown.length <= mostBands;
  const lines = shown.map(({ row, points }) => lineOf(row, hasBands ? points : points.map(withoutBlocks), results));
  const values = shown.flatMap(({ points }) =>
    points.flatMap(({ us, blocks }) => [us, blocks?.minUs ?? us, blocks?.maxUs ?? us]),
  );
  const farthest = Math.max(...shown.flatMap(({ points }) => points.map(({ share }) => nines(share))));
  return {
    id: `latency-${table.key}`,
    title: table.title,
    reading:
      `How many of the messages were answered within how long: at 99 %, one in 100 took longer. ${hasBands ? band : noBand} ` +
      'A curve ends where fewer than ten slower messages are left. A dashed curve is not compared: its client was at ' +
      'its limit, or fewer connections were served than asked.',
    isNamed: true,
    legend: shown.map(({ row }) => ({ name: nameOf(row), mark: markOf(row, results) })),
    data: {
      caption: `Latency: ${table.title}`,
      head: ['model', ...marked.map(shareText)],
      rows: shown.map(({ row, points }) => [nameOf(row), ...marked.map((share) => cellText(points, share))]),
    },
    draw: (frame) => {
      const height = lineChartHeight(frame);
      const axes = {
        x: (pixels: readonly [number, number]) => {
          const ticks = marked.map(nines).filter((at) => at <= farthest + 0.01);
          return Object.assign(linearScale([nines(0.5), farthest], pixels), { ticks });
        },
        y: (pixels: readonly [number, number], most: number) => logScale(roomy(extentOf(values)), pixels, most),
        xTick: (at: number) => shareText(1 - 10 ** -at),
        yTick: latencyText,
        xName: 'share of the messages answered within',
        yName: 'latency',
      };
      const box = { left: 0, top: 0, width: frame.width, height };
      return { height, content: drawLines(lines, axes, box, frame.fontPx, !frame.isNarrow) };
    },
  };
}

const band = 'The band is the range of the blocks.';
const noBand = 'The range of the blocks stands in the table.';

const withoutBlocks = (point: PercentilePoint): PercentilePoint => ({ ...point, blocks: undefined });

/** 90 % is one nine, 99.9 % are three. */
const nines = (share: number): number => -Math.log10(1 - share);

const shareText = (share: number): string => `${Number((100 * share).toFixed(3))} %`;

const nameOf = (row: Row): string => {
  const { cell, served } = row;
  if (served !== undefined && served < cell.connections) return `${cell.row} (${served} of ${cell.connections})`;
  return isClientBound(row) ? `${cell.row} (client limit)` : cell.row;
};

function lineOf(row: Row, points: readonly PercentilePoint[], results: Results): Line {
  return {
    name: nameOf(row),
    mark: markOf(row, results),
    points: points.map(({ share, us }) => [nines(share), us]),
    band: points.flatMap(({ share, blocks }) => (blocks ? [[nines(share), blocks.minUs, blocks.maxUs]] : [])),
    isDashed: row.verdict.kind === 'not-comparable' || isClientBound(row),
    isMarked: (i) => marked.includes(points[i]?.share ?? 0),
  };
}

function cellText(points: readonly PercentilePoint[], share: number): string {
  const point = points.find((each) => each.share === share);
  if (!point) return absent;
  const { blocks, us } = point;
  return blocks ? `${latencyText(us)} (${latencyText(blocks.minUs)}–${latencyText(blocks.maxUs)})` : latencyText(us);
}
