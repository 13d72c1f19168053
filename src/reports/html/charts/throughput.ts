// Messages per second: over the number of connections where there were several, else a point for each model.
import type { Results } from '../../../trials/results.js';
import type { Estimate } from '../../analysis/estimate.js';
import { isClientBound, type Row } from '../../analysis/row.js';
import type { Table } from '../../analysis/tables.js';
import { absent, capitalised, significant, tickText, withInterval } from '../../numbers.js';
import type { Chart } from '../chart.js';
import { drawLines, type Line, lineChartHeight } from '../line-chart.js';
import { type Mark, markOf } from '../marks.js';
import { type ChartRow, drawRows } from '../row-chart.js';
import { extentOf, linearScale, logScale, roomy } from '../scale.js';

const figure = 'messagesPerSecond';
const caution =
  'A rate says how fast client and server were together. Hollow and with ≥: the client was at its limit, the server ' +
  'could do more; such a rate is never ranked.';

/** Of tables of one scenario: one for each client, and for each model whose variants stand in a table of their own. */
export function throughputCharts(tables: readonly Table[], results: Results): Chart[] {
  const groups = new Map<string, Table[]>();
  for (const table of tables) {
    const key = `${table.client} ${table.model ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), table]);
  }
  return [...groups.values()].flatMap((group) => throughputChart(group, results) ?? []);
}

/** Undefined where no rate was measured. */
function throughputChart(tables: readonly Table[], results: Results): Chart | undefined {
  const [first] = tables;
  const isMeasured = tables.some(({ rows }) => rows.some(({ figures }) => figures[figure]));
  if (!first || !isMeasured) return undefined;
  return tables.length > 1 && first.model === null ? overConnections(tables, first, results) : ofOne(first, results);
}

const rateOf = (row: Row | undefined): Estimate | undefined =>
  row === undefined || row.verdict.kind === 'disturbed' ? undefined : row.figures[figure];

const rateText = (row: Row | undefined): string => {
  const rate = rateOf(row);
  if (!row || !rate) return absent;
  return isClientBound(row) ? `≥ ${significant(rate.median)} (client limit)` : withInterval(rate, significant);
};

function ofOne(table: Table, results: Results): Chart {
  const { scenario, key, title, rows } = table;
  const shown = rows.filter((row) => rateOf(row)).sort((a, b) => (rateOf(b)?.median ?? 0) - (rateOf(a)?.median ?? 0));
  const ends = shown.flatMap((row) => [rateOf(row)?.low ?? 1, rateOf(row)?.high ?? 1]);
  return {
    id: `rate-${key}`,
    title,
    reading: `${capitalised(scenario.unit)}s per second, on a logarithmic axis: more is better. ${caution}`,
    data: {
      caption: `${scenario.unit}s per second: ${title}`,
      head: ['model', 'served', `${scenario.unit}s/s (95 % interval)`],
      rows: rows.map((row) => [row.cell.row, servedText(row), rateText(row)]),
    },
    draw: (frame) =>
      drawRows(
        {
          rows: shown.map((row) => chartRow(row, results)),
          scale: (pixels, most) => logScale(roomy(extentOf(ends)), pixels, most),
          tick: tickText,
          axis: `${scenario.unit}s per second`,
        },
        frame,
      ),
  };
}

const servedText = ({ served, cell }: Row): string =>
  served === undefined ? absent : `${served} of ${cell.connections}`;

function chartRow(row: Row, results: Results): ChartRow {
  const isPartly = row.served !== undefined && row.served < row.cell.connections;
  const text = `${rateText(row)}${isPartly ? `, ${servedText(row)}` : ''}`;
  return {
    name: row.cell.row,
    mark: markOf(row, results),
    value: rateOf(row),
    text,
    brief: text,
    isHollow: isClientBound(row),
    isFaint: isPartly,
    tip: `${row.cell.row}: ${text}`,
  };
}

function overConnections(tables: readonly Table[], { scenario, client }: Table, results: Results): Chart {
  const names = [...new Set(tables.flatMap(({ rows }) => rows.map(({ cell }) => cell.row)))];
  const series = names.map((name) => tables.map(({ rows }) => rows.find(({ cell }) => cell.row === name)));
  const lines = series.flatMap((rows) => lineOf(rows, results));
  const counts = tables.map(({ connections }) => connections);
  return {
    id: `rate-${scenario.name}-${client}`,
    title: `${scenario.name}: ${scenario.unit}s per second over connections${client === 'native' ? '' : `, by ${client}`}`,
    reading: `Where a curve goes flat, more connections bring no more ${scenario.unit}s. ${caution}`,
    isNamed: true,
    legend: lines.map(({ name, mark }) => ({ name, mark })),
    data: {
      caption: `${scenario.unit}s per second over connections: ${scenario.name}`,
      head: ['model', ...counts.map((count) => `${count} connections`)],
      rows: series.map((rows, i) => [names[i] ?? '', ...rows.map(rateText)]),
    },
    draw: (frame) => {
      const height = lineChartHeight(frame);
      const values = lines.flatMap(({ points, band = [] }) => [
        ...points.map(([, rate]) => rate),
        ...band.flatMap(([, low, high]) => [low, high]),
      ]);
      const axes = {
        x: (pixels: readonly [number, number]) => Object.assign(logScale(extentOf(counts), pixels), { ticks: counts }),
        y: (pixels: readonly [number, number], most: number) =>
          linearScale([0, Math.max(...values) * 1.05], pixels, most),
        ...{ xTick: String, yTick: tickText, xName: 'connections', yName: `${scenario.unit}s per second` },
      };
      const box = { left: 0, top: 0, width: frame.width, height };
      return { height, content: drawLines(lines, axes, box, frame.fontPx, !frame.isNarrow) };
    },
  };
}

function lineOf(rows: readonly (Row | undefined)[], results: Results): Line[] {
  const known = rows.flatMap((row) => {
    const rate = rateOf(row);
    return row && rate ? [{ row, rate }] : [];
  });
  const [first] = known;
  if (!first) return [];
  const mark: Mark = markOf(first.row, results);
  return [
    {
      name: first.row.cell.row,
      mark,
      points: known.map(({ row, rate }) => [row.cell.connections, rate.median]),
      band: known.map(({ row, rate }) => [row.cell.connections, rate.low, rate.high]),
      isDashed: known.some(({ row }) => isClientBound(row)),
      isHollow: (i) => known[i] !== undefined && isClientBound(known[i].row),
    },
  ];
}
