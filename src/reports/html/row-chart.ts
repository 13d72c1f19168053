// Charts of a row for each model: a point with its interval on one common axis.
import type { Drawing, Frame } from './chart.js';
import { type Mark, point } from './marks.js';
import type { Scale } from './scale.js';
import { el, label } from './svg.js';
import { boldness, textWidth, widest } from './text-width.js';

export interface ChartRow {
  name: string;
  mark: Mark;
  /** Undefined: nothing to be placed; `text` says why. */
  value: { median: number; low: number; high: number } | undefined;
  /** A second value of the same row, drawn hollow and joined to the first. */
  beside?: { median: number; low: number; high: number } | undefined;
  /** What stands at the row's end; and shorter, where there is no room. */
  text: string;
  brief: string;
  isHollow?: boolean;
  isFaint?: boolean;
  /** For whoever hovers or arrives by keyboard. */
  tip: string;
}

export interface RowChart {
  rows: ChartRow[];
  scale(pixels: readonly [number, number], mostTicks: number): Scale;
  tick(value: number): string;
  /** Drawn through all rows. */
  reference?: number;
  band?: readonly [number, number];
  bandName?: string;
  /** What the two directions mean. */
  directions?: readonly [string, string];
  axis: string;
}

const rowPx = { wide: 32, narrow: 46 };
const topPx = 26;
const bottomPx = 44;
const gapPx = 16;

export function drawRows(chart: RowChart, frame: Frame): Drawing {
  const { rows } = chart;
  const each = frame.isNarrow ? rowPx.narrow : rowPx.wide;
  const bold = frame.fontPx * boldness;
  const left = frame.isNarrow
    ? 8
    : widest(
        rows.map(({ name }) => name),
        bold,
      ) + gapPx;
  const right =
    frame.width -
    (frame.isNarrow
      ? 8
      : widest(
          rows.map(({ text }) => text),
          frame.fontPx,
        ) + gapPx);
  const scale = chart.scale([left, right], frame.isNarrow ? 5 : 8);
  const bottom = topPx + rows.length * each;
  const place = { left, right, bottom, each, frame, scale };
  return {
    height: bottom + bottomPx,
    content: [background(chart, place), ...rows.map((row, i) => drawRow(row, topPx + i * each, place))].join(''),
  };
}

interface Place {
  left: number;
  right: number;
  bottom: number;
  each: number;
  frame: Frame;
  scale: Scale;
}

function background({ tick, reference, band, bandName, directions, axis }: RowChart, place: Place): string {
  const { left, right, bottom, scale } = place;
  const x = (value: number) => Math.min(right, Math.max(left, scale(value)));
  const vertical = (value: number, name: string) =>
    el('line', { x1: scale(value), x2: scale(value), y1: topPx - 4, y2: bottom, class: name });
  return [
    band
      ? el('rect', {
          x: x(band[0]),
          y: topPx - 4,
          width: x(band[1]) - x(band[0]),
          height: bottom - topPx + 4,
          class: 'band',
        })
      : '',
    ...scale.ticks.map((value) => vertical(value, 'grid')),
    reference === undefined ? '' : vertical(reference, 'reference'),
    ...scale.ticks.map((value) =>
      label(scale(value), bottom + 16, tick(value), { 'text-anchor': 'middle', class: 'tick' }),
    ),
    label((left + right) / 2, bottom + 35, bandName ? `${axis} · shaded: ${bandName}` : axis, {
      'text-anchor': 'middle',
      class: 'tick',
    }),
    directions && reference !== undefined ? pointers(directions, scale(reference), place) : '',
  ].join('');
}

/** Where there is room for them. */
function pointers([less, greater]: readonly [string, string], x: number, { frame }: Place): string {
  const [before, after] = [`← ${less}`, `${greater} →`];
  const fits = (text: string, room: number) => textWidth(text, frame.fontPx) + 12 < room;
  return [
    fits(before, x) ? label(x - 10, topPx - 12, before, { 'text-anchor': 'end', class: 'tick' }) : '',
    fits(after, frame.width - x) ? label(x + 10, topPx - 12, after, { class: 'tick' }) : '',
  ].join('');
}

function drawRow(row: ChartRow, top: number, place: Place): string {
  const { frame, left, right, each } = place;
  const y = frame.isNarrow ? top + 32 : top + each / 2;
  const baseline = frame.isNarrow ? top + 15 : y + frame.fontPx * 0.35;
  const texts = frame.isNarrow
    ? [
        label(left, baseline, row.name, { class: 'name' }),
        label(right, baseline, row.brief, { 'text-anchor': 'end', class: 'halo' }),
      ]
    : [
        label(left - gapPx, baseline, row.name, { 'text-anchor': 'end', class: 'name' }),
        label(right + gapPx, baseline, row.text),
      ];
  const attributes = {
    class: `${row.mark.colour}${row.isFaint ? ' faint' : ''}`,
    tabindex: 0,
    role: 'img',
    'aria-label': row.tip,
    'data-tip': row.tip,
  };
  return el(
    'g',
    attributes,
    hitArea(top, place),
    ...texts,
    row.value && row.beside ? joint(row.value.median, row.beside.median, y, place) : '',
    row.value ? interval(row, row.value, y, place) : nothing(y, place),
    row.beside ? interval({ ...row, isHollow: true }, row.beside, y, place) : '',
  );
}

const hitArea = (top: number, { each, frame }: Place): string =>
  el('rect', { x: 0, y: top + 1, width: frame.width, height: each - 2, class: 'hit', rx: 4 });

const nothing = (y: number, { left, right }: Place): string =>
  el('line', { x1: left, x2: right, y1: y, y2: y, class: 'absent' });

const joint = (from: number, to: number, y: number, { scale }: Place): string =>
  el('line', { x1: scale(from), x2: scale(to), y1: y, y2: y, class: 'joint' });

/** What lies beyond the axis is an arrow at its end. */
function interval(
  row: ChartRow,
  { median, low, high }: NonNullable<ChartRow['value']>,
  y: number,
  place: Place,
): string {
  const { left, right, scale } = place;
  const clamped = (value: number) => Math.min(right, Math.max(left, scale(value)));
  if (scale(median) > right + 1 || scale(median) < left - 1) {
    const [x, way] = scale(median) > right ? [right, 1] : [left, -1];
    const d = `M${x - 26 * way} ${y}H${x - 8 * way}M${x - 12 * way} ${y - 6}L${x} ${y}L${x - 12 * way} ${y + 6}z`;
    return el('path', { d, class: 'arrow' });
  }
  return [
    el('line', { x1: clamped(low), x2: clamped(high), y1: y, y2: y, class: 'interval' }),
    ...[low, high].map((end) =>
      el('line', { x1: clamped(end), x2: clamped(end), y1: y - 5, y2: y + 5, class: 'interval' }),
    ),
    point(scale(median), y, row.mark, { isHollow: row.isHollow === true }),
  ].join('');
}
