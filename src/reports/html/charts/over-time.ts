// What a server is made of while it is under load: processes, threads and memory over a trial's time.
import { median } from '../../../statistics/summary.js';
import type { Results } from '../../../trials/results.js';
import type { Look } from '../../../trials/trial-result.js';
import { isCounted } from '../../analysis/counted.js';
import type { Row } from '../../analysis/row.js';
import type { Table } from '../../analysis/tables.js';
import { absent, tickText, whole } from '../../numbers.js';
import type { Chart, Frame } from '../chart.js';
import { drawLines, type Line } from '../line-chart.js';
import { markOf } from '../marks.js';
import { extentOf, linearScale, logScale, roomy } from '../scale.js';

interface Panel {
  name: string;
  value(look: Look): number | null;
  tick(value: number): string;
}

const panels: readonly Panel[] = [
  { name: 'processes', value: ({ processes }) => processes, tick: whole },
  { name: 'threads', value: ({ threads }) => threads, tick: whole },
  { name: 'memory (PSS), MB', value: ({ pssKb }) => (pssKb === null ? null : pssKb / 1024), tick: tickText },
];

const panelPx = { wide: 270, narrow: 230 };

/** Undefined where nobody looked. */
export function overTime(table: Table, results: Results): Chart | undefined {
  const shown = table.rows
    .map((row) => ({ row, looks: looksOfMedianBlock(row, table) }))
    .filter(({ looks }) => looks.length > 1);
  if (shown.length === 0) return undefined;
  return {
    id: `time-${table.key}`,
    title: table.title,
    reading:
      "The server's whole process tree over the time of one trial, that of the middle block; logarithmic axes. A model " +
      'that makes a thread or a process for a connection shows its connections here. Node brings about ten threads to each process. ' +
      'Memory is read before the load and after its last window only, since reading it would disturb what is measured.',
    legend: shown.map(({ row }) => ({ name: row.cell.row, mark: markOf(row, results) })),
    data: {
      caption: `At the first and at the last look: ${table.title}`,
      head: ['model', ...panels.flatMap(({ name }) => [`${name}, first`, 'last'])],
      rows: shown.map(({ row, looks }) => [row.cell.row, ...panels.flatMap((panel) => endsOf(panel, looks))]),
    },
    draw: (frame) => {
      const drawn = panels.map((panel, i) =>
        drawLines(
          shown.map(({ row, looks }, place) => lineOf(row, looks, panel, { place, results })),
          axesOf(panel, shown),
          boxOf(i, frame),
          frame.fontPx,
          false,
        ),
      );
      return { height: frame.isNarrow ? panels.length * panelPx.narrow : panelPx.wide, content: drawn.join('') };
    },
  };
}

const boxOf = (i: number, { width, isNarrow }: Frame) =>
  isNarrow
    ? { left: 0, top: i * panelPx.narrow, width, height: panelPx.narrow }
    : { left: (i * width) / panels.length, top: 0, width: width / panels.length, height: panelPx.wide };

/** The block whose primary figure is nearest to the median. */
function looksOfMedianBlock({ trials, figures }: Row, { scenario }: Table): Look[] {
  const counted = trials.filter(isCounted).filter(({ measured }) => measured.looks.length > 0);
  const middle =
    figures[scenario.primary]?.median ?? median(counted.map(({ measured }) => measured.figures[scenario.primary] ?? 0));
  const away = (trial: (typeof counted)[number]) =>
    Math.abs((trial.measured.figures[scenario.primary] ?? 0) - (middle ?? 0));
  return [...counted].sort((a, b) => away(a) - away(b))[0]?.measured.looks ?? [];
}

/** Marked at a place of its own, so that lines on top of each other can be told. */
function lineOf(
  row: Row,
  looks: readonly Look[],
  { value }: Panel,
  { place, results }: { place: number; results: Results },
): Line {
  const points = looks.flatMap((look): [number, number][] => {
    const at = value(look);
    return at === null || at <= 0 ? [] : [[look.atMs, at]];
  });
  return { name: row.cell.row, mark: markOf(row, results), points, isMarked: (i) => i === place % points.length };
}

function axesOf({ name, value, tick }: Panel, shown: readonly { looks: readonly Look[] }[]) {
  const values = shown.flatMap(({ looks }) => looks.flatMap((look) => value(look) ?? [])).filter((each) => each > 0);
  const times = shown.flatMap(({ looks }) => looks.map(({ atMs }) => atMs));
  return {
    x: (pixels: readonly [number, number]) => linearScale([Math.min(0, ...times), Math.max(1, ...times)], pixels, 4),
    y: (pixels: readonly [number, number], most: number) => logScale(roomy(extentOf(values), 0.08), pixels, most),
    ...{ xTick: String, yTick: tick, xName: 'ms from the first window on', yName: name },
  };
}

function endsOf({ value, tick }: Panel, looks: readonly Look[]): string[] {
  const known = looks.map(value).filter((each) => each !== null);
  const text = (each: number | undefined) => (each === undefined ? absent : tick(each));
  return [text(known[0]), text(known.at(-1))];
}
