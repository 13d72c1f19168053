// A chart on the page: drawn for wide and for narrow windows, with how it is read and the numbers it shows.
import type { Grid } from '../grid.js';
import { folded, table } from './data-table.js';
import { type Mark, swatch } from './marks.js';
import { el, escaped } from './svg.js';

/** What a drawing has for itself, in pixels. */
export interface Frame {
  width: number;
  fontPx: number;
  /** Names stand above what they name, not beside it. */
  isNarrow: boolean;
}

export interface Drawing {
  height: number;
  content: string;
}

export interface LegendEntry {
  name: string;
  mark: Mark;
}

export interface Chart {
  id: string;
  title: string;
  /** How it is read: what a student must know. */
  reading: string;
  legend?: LegendEntry[];
  /** The wide drawing names its lines itself. */
  isNamed?: boolean;
  data: Grid;
  draw(frame: Frame): Drawing;
}

const frames: Record<'wide' | 'narrow', Frame> = {
  wide: { width: 880, fontPx: 13, isNarrow: false },
  narrow: { width: 340, fontPx: 12, isNarrow: true },
};

export function figure(chart: Chart): string {
  const { id, title, reading, legend = [], isNamed, data } = chart;
  const drawings = (['wide', 'narrow'] as const).map((name) => drawn(chart, name));
  return el(
    'figure',
    { class: 'chart', id, 'aria-labelledby': `${id}-title` },
    el('figcaption', {}, el('h3', { id: `${id}-title` }, escaped(title)), el('p', {}, escaped(reading))),
    legend.length > 0 ? legendList(legend, isNamed === true) : '',
    ...drawings,
    folded('The numbers of this chart', table(data)),
  );
}

function drawn({ title, draw }: Chart, name: 'wide' | 'narrow'): string {
  const frame = frames[name];
  const { height, content } = draw(frame);
  return el(
    'svg',
    {
      class: name,
      viewBox: `0 0 ${frame.width} ${Math.ceil(height)}`,
      role: 'group',
      'aria-label': `${title}; its numbers are in the table below`,
      tabindex: 0,
      'font-size': frame.fontPx,
    },
    content,
  );
}

const legendList = (entries: readonly LegendEntry[], isNamed: boolean): string =>
  el(
    'ul',
    { class: isNamed ? 'legend named' : 'legend' },
    ...entries.map(({ name, mark }) => el('li', {}, swatch(mark), escaped(name))),
  );
