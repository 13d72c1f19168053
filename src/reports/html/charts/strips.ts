// Block by block: how far each block's ratio lay from the median, so that drift and outliers can be seen.
import { median } from '../../../statistics/summary.js';
import type { Results } from '../../../trials/results.js';
import type { Row } from '../../analysis/row.js';
import type { Table } from '../../analysis/tables.js';
import { factor } from '../../numbers.js';
import type { Chart, Drawing, Frame } from '../chart.js';
import { markOf, point } from '../marks.js';
import { linearScale } from '../scale.js';
import { el, label } from '../svg.js';
import { boldness, widest } from '../text-width.js';

const rowPx = { wide: 40, narrow: 58 };
const topPx = 8;
const bottomPx = 40;
const gapPx = 14;

/** Half heights of a strip; a block farther from the median than the last is drawn at the strip's edge. */
const reachesPercent = [3, 5, 10, 15, 25, 50];

interface Strip {
  row: Row;
  median: number;
  /** Of the farthest block that counts. */
  awayPercent: number;
  text: string;
}

/** Undefined where there are no ratios. */
export function stripChart(table: Table, results: Results): Chart | undefined {
  const rows = [...table.rows, ...(table.control ? [table.control] : [])];
  const strips = rows.flatMap((row) => stripOf(row));
  if (strips.length === 0) return undefined;
  const { blocks } = table;
  const reachPercent = reachOf(strips);
  return {
    id: `blocks-${table.key}`,
    title: table.title,
    reading:
      `Each point is one block's ratio to ${table.baseline?.cell.row}, by the median of the row; the strip is ` +
      `±${reachPercent} % high. Hollow: the block was disturbed and does not count. Points that climb or fall ` +
      'together are drift; points far off are why medians are used.',
    data: {
      caption: `Ratio in each block: ${table.title}`,
      head: ['model', ...Array.from({ length: blocks }, (_, i) => String(i + 1))],
      rows: strips.map(({ row }) => [row.cell.row, ...blockTexts(row, blocks)]),
    },
    draw: (frame) => draw(strips, { blocks, reachPercent, results, frame }),
  };
}

function stripOf(row: Row): Strip[] {
  const counted = row.blockRatios.filter(({ isDisturbed }) => !isDisturbed);
  const middle = median((counted.length > 0 ? counted : row.blockRatios).map(({ ratio }) => ratio));
  if (middle === undefined) return [];
  const away = counted.map(({ ratio }) => Math.abs(100 * (ratio / middle - 1)));
  const awayPercent = Math.max(0, ...away);
  const text = counted.length > 0 ? `farthest ±${awayPercent.toFixed(1)} %` : 'no block counts';
  return [{ row, median: middle, awayPercent, text }];
}

const blockTexts = ({ blockRatios }: Row, blocks: number): string[] =>
  Array.from({ length: blocks }, (_, i) => {
    const found = blockRatios.find(({ block }) => block === i + 1);
    return found ? `${factor(found.ratio)}${found.isDisturbed ? ' disturbed' : ''}` : '–';
  });

/** Enough for all blocks that count. */
function reachOf(strips: readonly Strip[]): number {
  const away = strips.map(({ awayPercent }) => awayPercent);
  return reachesPercent.find((reach) => reach >= Math.max(...away)) ?? Math.max(...reachesPercent);
}

interface Shown {
  blocks: number;
  reachPercent: number;
  results: Results;
  frame: Frame;
}

function draw(strips: readonly Strip[], { blocks, reachPercent, results, frame }: Shown): Drawing {
  const each = frame.isNarrow ? rowPx.narrow : rowPx.wide;
  const left = frame.isNarrow
    ? 8
    : widest(
        strips.map(({ row }) => row.cell.row),
        frame.fontPx * boldness,
      ) + gapPx;
  const right =
    frame.width -
    (frame.isNarrow
      ? 8
      : widest(
          strips.map(({ text }) => text),
          frame.fontPx,
        ) + gapPx);
  const x = linearScale([1, Math.max(2, blocks)], [left + 10, right - 10]);
  const bottom = topPx + strips.length * each;
  const drawn = strips.map((strip, i) =>
    drawStrip(strip, topPx + i * each, { left, right, x, each, reachPercent, frame, results }),
  );
  const every = Math.ceil(blocks / 15);
  const ticks = Array.from({ length: blocks }, (_, i) => i + 1)
    .filter((block) => (block - 1) % every === 0)
    .map((block) => label(x(block), bottom + 15, String(block), { 'text-anchor': 'middle', class: 'tick' }));
  const axis = label((left + right) / 2, bottom + 33, 'block', { 'text-anchor': 'middle', class: 'tick' });
  return { height: bottom + bottomPx, content: [...drawn, ...ticks, axis].join('') };
}

interface Place {
  left: number;
  right: number;
  x(block: number): number;
  each: number;
  reachPercent: number;
  frame: Frame;
  results: Results;
}

function drawStrip(
  { row, median: middle, text }: Strip,
  top: number,
  { left, right, x, each, reachPercent, frame, results }: Place,
): string {
  const mark = markOf(row, results);
  const [from, to] = frame.isNarrow ? [top + 20, top + each - 2] : [top + 3, top + each - 3];
  const y = (ratio: number) => {
    const away = Math.max(-reachPercent, Math.min(reachPercent, 100 * (ratio / middle - 1)));
    return (from + to) / 2 - (away / reachPercent) * ((to - from) / 2 - 4);
  };
  const centre = (from + to) / 2 + frame.fontPx * 0.35;
  const texts = frame.isNarrow
    ? [label(left, top + 13, row.cell.row, { class: 'name' }), label(right, top + 13, text, { 'text-anchor': 'end' })]
    : [
        label(left - gapPx, centre, row.cell.row, { 'text-anchor': 'end', class: 'name' }),
        label(right + gapPx, centre, text),
      ];
  return el(
    'g',
    { class: mark.colour, 'data-tip': `${row.cell.row}: ${text}` },
    el('rect', { x: left, y: from, width: right - left, height: to - from, class: 'strip', rx: 4 }),
    el('line', { x1: left, x2: right, y1: (from + to) / 2, y2: (from + to) / 2, class: 'grid' }),
    ...texts,
    ...row.blockRatios.map(({ block, ratio, isDisturbed }) =>
      point(x(block), y(ratio), mark, { r: 3.6, isHollow: isDisturbed }),
    ),
  );
}
