// Charts of a line for each model, with a band for the blocks and the model's name at the line's end.
import type { Frame } from './chart.js';
import { type Mark, point } from './marks.js';
import type { Scale } from './scale.js';
import { el, label, polyline } from './svg.js';
import { boldness, widest } from './text-width.js';

export interface Line {
  name: string;
  mark: Mark;
  points: [number, number][];
  /** The smallest and the largest of the blocks, beside the points. */
  band?: [number, number, number][];
  isDashed?: boolean;
  /** Points only. */
  isUnconnected?: boolean;
  /** Points of these places are marked. */
  isMarked?: (index: number) => boolean;
  isHollow?: (index: number) => boolean;
  /** What the chart is about, such as a knee. */
  isRinged?: (index: number) => boolean;
}

export interface Axes {
  x(pixels: readonly [number, number], mostTicks: number): Scale;
  y(pixels: readonly [number, number], mostTicks: number): Scale;
  xTick(value: number): string;
  yTick(value: number): string;
  xName: string;
  yName: string;
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

const margin = { top: 24, bottom: 42, gap: 8, label: 10 };
const labelPx = 15;
const ringPx = 8;

/** `namesPx` is what the names at the lines' ends take: 0 for none. */
export function drawLines(lines: readonly Line[], axes: Axes, box: Box, fontPx: number, hasNames: boolean): string {
  const namesPx = hasNames
    ? widest(
        lines.filter(({ isUnconnected }) => !isUnconnected).map(({ name }) => name),
        fontPx * boldness,
      ) +
      margin.label +
      6
    : 10;
  const bottom = box.top + box.height - margin.bottom;
  const y = axes.y([bottom, box.top + margin.top], 6);
  const left = box.left + widest(y.ticks.map(axes.yTick), fontPx) + margin.gap;
  const right = box.left + box.width - namesPx;
  const x = axes.x([left, right], box.width < 400 ? 4 : 7);
  return [
    grid(axes, { x, y, left, right, bottom, top: box.top }),
    ...lines.map((line) => drawBand(line, x, y)),
    ...lines.map((line) => drawLine(line, x, y)),
    hasNames ? names(lines, x, y, [box.top + margin.top, bottom]) : '',
  ].join('');
}

/** The height for a frame, about the golden ratio of what is wide. */
export const lineChartHeight = ({ width, isNarrow }: Frame): number => width * (isNarrow ? 0.82 : 0.46);

interface Grid {
  x: Scale;
  y: Scale;
  left: number;
  right: number;
  bottom: number;
  top: number;
}

function grid(axes: Axes, { x, y, left, right, bottom, top }: Grid): string {
  return [
    ...y.ticks.map((value) => el('line', { x1: left, x2: right, y1: y(value), y2: y(value), class: 'grid' })),
    ...y.ticks.map((value) =>
      label(left - 6, y(value) + 4, axes.yTick(value), { 'text-anchor': 'end', class: 'tick' }),
    ),
    ...x.ticks.map((value) => el('line', { x1: x(value), x2: x(value), y1: bottom, y2: bottom + 4, class: 'grid' })),
    ...x.ticks.map((value) =>
      label(x(value), bottom + 18, axes.xTick(value), { 'text-anchor': 'middle', class: 'tick' }),
    ),
    label((left + right) / 2, bottom + 36, axes.xName, { 'text-anchor': 'middle', class: 'tick' }),
    label(left, top + 11, axes.yName, { class: 'tick' }),
  ].join('');
}

function drawBand({ band = [], mark }: Line, x: Scale, y: Scale): string {
  if (band.length < 2) return '';
  const there = band.map(([at, low]) => [x(at), y(low)] as const);
  const back = band.toReversed().map(([at, , high]) => [x(at), y(high)] as const);
  return el('path', { d: `${polyline([...there, ...back])}z`, class: `spread ${mark.colour}` });
}

function drawLine(
  { name, mark, points, isDashed, isUnconnected, isMarked = () => true, isHollow = () => false, isRinged }: Line,
  x: Scale,
  y: Scale,
): string {
  const placed = points.map(([at, value]) => [x(at), y(value)] as const);
  const marks = placed.flatMap(([px, py], i) =>
    isMarked(i) ? [point(px, py, mark, { r: 3.5, isHollow: isHollow(i) })] : [],
  );
  return el(
    'g',
    { class: mark.colour, 'data-tip': name },
    isUnconnected ? '' : el('path', { d: polyline(placed), class: isDashed ? 'curve dashed' : 'curve' }),
    ...marks,
    ...placed.flatMap(([cx, cy], i) => (isRinged?.(i) ? [el('circle', { cx, cy, r: ringPx, class: 'ring' })] : [])),
  );
}

/** Each at its line's last point, moved apart where they would lie on each other. */
function names(lines: readonly Line[], x: Scale, y: Scale, [top, bottom]: readonly [number, number]): string {
  const ends = lines
    .filter(({ isUnconnected }) => !isUnconnected)
    .flatMap(({ name, mark, points }) => {
      const last = points.at(-1);
      return last ? [{ name, mark, x: x(last[0]), y: y(last[1]), at: y(last[1]) }] : [];
    })
    .sort((a, b) => a.y - b.y);
  const right = Math.max(...ends.map((end) => end.x));
  for (const [i, end] of ends.entries()) end.at = Math.max(end.at, i === 0 ? top : (ends[i - 1]?.at ?? 0) + labelPx);
  for (let i = ends.length - 1; i >= 0; i--) {
    const limit = i === ends.length - 1 ? bottom : (ends[i + 1]?.at ?? bottom) - labelPx;
    const end = ends[i];
    if (end) end.at = Math.min(end.at, limit);
  }
  return ends
    .map((end) =>
      el(
        'g',
        { class: end.mark.colour },
        el('path', {
          d: polyline([
            [end.x + 5, end.y],
            [right + margin.label - 2, end.at],
          ]),
          class: 'leader',
        }),
        label(right + margin.label, end.at + 4, end.name, { class: 'inked' }),
      ),
    )
    .join('');
}
