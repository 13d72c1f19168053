// Memory over connections held: the measured levels and the line fitted through them, whose slope is the figure.
import type { Results } from '../../../trials/results.js';
import type { Level } from '../../../trials/trial-result.js';
import { isCounted } from '../../analysis/counted.js';
import type { Row } from '../../analysis/row.js';
import type { Table } from '../../analysis/tables.js';
import { absent, significant, tickText, withInterval } from '../../numbers.js';
import type { Chart } from '../chart.js';
import { drawLines, type Line, lineChartHeight } from '../line-chart.js';
import { markOf } from '../marks.js';
import { extentOf, logScale, roomy } from '../scale.js';

const slope = 'pssKbPerConnection';

/** Undefined where no levels were held. */
export function memoryChart(table: Table, results: Results): Chart | undefined {
  const shown = table.rows
    .filter(({ figures }) => figures[slope] !== undefined)
    .map((row) => ({ row, levels: levelsOf(row) }))
    .filter(({ levels }) => levels.length > 1);
  if (shown.length === 0) return undefined;
  const lines = shown.flatMap(({ row, levels }) => linesOf(row, levels, results));
  const values = lines.flatMap(({ points }) => points);
  return {
    id: `memory-${table.key}`,
    title: `${table.key}: memory that connections add`,
    reading:
      'Points: PSS of the process tree less that without connections, in the middle block. Line: the fitted slope. Both ' +
      'axes are logarithmic, so a steady cost per connection is a line of slope one, and its height is that cost.',
    isNamed: true,
    legend: shown.map(({ row }) => ({ name: row.cell.row, mark: markOf(row, results) })),
    data: {
      caption: `PSS over connections served: ${table.title}`,
      head: ['model', 'levels (connections: kB)', 'kB/connection (95 % interval)'],
      rows: shown.map(({ row, levels }) => [row.cell.row, levels.map(levelText).join(' · '), slopeText(row)]),
    },
    draw: (frame) => {
      const height = lineChartHeight(frame);
      const axes = {
        x: (pixels: readonly [number, number], most: number) =>
          logScale(roomy(extentOf(values.map(([x]) => x))), pixels, most),
        y: (pixels: readonly [number, number], most: number) =>
          logScale(roomy(extentOf(values.map(([, y]) => y))), pixels, most),
        ...{
          xTick: tickText,
          yTick: (kb: number) => (kb < 1000 ? `${tickText(kb)} kB` : `${tickText(kb / 1000)} MB`),
          xName: 'connections served',
          yName: 'PSS added',
        },
      };
      const box = { left: 0, top: 0, width: frame.width, height };
      return { height, content: drawLines(lines, axes, box, frame.fontPx, !frame.isNarrow) };
    },
  };
}

const levelText = ({ served, pssKb }: Level): string => `${served}: ${significant(pssKb)}`;
const slopeText = ({ figures }: Row): string => {
  const value = figures[slope];
  return value ? withInterval(value, significant) : absent;
};

/** Of the block whose slope is nearest to the median. */
function levelsOf({ trials, figures }: Row): Level[] {
  const middle = figures[slope]?.median ?? 0;
  const counted = trials.filter(isCounted);
  const away = (trial: (typeof counted)[number]) => Math.abs((trial.measured.figures[slope] ?? 0) - middle);
  return [...counted].sort((a, b) => away(a) - away(b))[0]?.measured.raw.levels ?? [];
}

/** The fitted line, named; the levels as points without a line. */
function linesOf(row: Row, levels: readonly Level[], results: Results): Line[] {
  const mark = markOf(row, results);
  const base = levels[0]?.pssKb ?? 0;
  const kbEach = row.figures[slope]?.median ?? 0;
  const held = levels.filter(({ served, pssKb }) => served > 0 && pssKb > base);
  if (kbEach <= 0 || held.length === 0) return [];
  const points = held.map(({ served, pssKb }): [number, number] => [served, pssKb - base]);
  const fitted = held.map(({ served }): [number, number] => [served, served * kbEach]);
  return [
    { name: row.cell.row, mark, points: fitted, isMarked: () => false },
    { name: '', mark, points, isUnconnected: true },
  ];
}
