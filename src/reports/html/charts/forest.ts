// The main chart: what each model costs by what the baseline costs in the same block, with 95 % intervals.
import type { Results } from '../../../trials/results.js';
import { isRanked, type Row } from '../../analysis/row.js';
import type { Table } from '../../analysis/tables.js';
import { comparingOf } from '../../figure-texts.js';
import { capitalised, factor } from '../../numbers.js';
import { rowHead, rowName } from '../../row-names.js';
import { percent, verdictWords } from '../../verdict-words.js';
import type { Chart } from '../chart.js';
import { markOf } from '../marks.js';
import { type ChartRow, drawRows } from '../row-chart.js';
import { logScale, roomy } from '../scale.js';

/** A ratio beyond is an arrow at the axis' end, so that the others keep their room. */
const farthest = 20;

/** Undefined where nothing was compared. */
export function forest(table: Table, results: Results): Chart | undefined {
  const { key, scenario, baseline, control, finding } = table;
  const resolutionPercent = finding?.resolutionPercent;
  const rows = [...table.rows, ...(control ? [control] : [])];
  if (rows.every(({ ratios }) => ratios[scenario.primary] === undefined)) return undefined;
  const resolution = resolutionPercent === undefined ? undefined : 1 + resolutionPercent / 100;
  const name = baseline ? rowName(baseline, table) : 'the baseline';
  const { resource, less, more } = comparingOf(scenario);
  return {
    id: `ratios-${key}`,
    title: `${key}: ${resource} by that of ${name}`,
    reading:
      `${capitalised(resource)} by that of ${name} in the same block: left of the line is ${less}, right of it ${more}. ` +
      'The point is the median of the blocks, the bar the interval that the verdict rests on (of fewer than 3 blocks, the range); a bar that reaches over the line shows no difference. ' +
      'An arrow lies beyond the axis.',
    data: {
      caption: `Ratio to ${name}: ${table.title}`,
      head: [rowHead(table), '×', 'from', 'to', 'blocks', 'verdict'],
      rows: rows.map((row) => dataRow(row, table)),
    },
    draw: (frame) =>
      drawRows(
        {
          rows: rows.map((row) => chartRow(row, table, results)),
          scale: (pixels, most) => logScale(domainOf(rows, table), pixels, most),
          tick: (value) => `${Number(value.toPrecision(3))} ×`,
          reference: 1,
          ...(resolution && { band: [1 / resolution, resolution] as const }),
          ...(resolutionPercent && { bandName: `A/A control, to ±${percent(resolutionPercent)}` }),
          directions: [less, more],
          axis: `× ${name}`,
        },
        frame,
      ),
  };
}

function domainOf(rows: readonly Row[], { scenario, finding }: Table): readonly [number, number] {
  const near = rows.flatMap((row) => {
    const ratio = row.ratios[scenario.primary];
    return ratio && ratio.median < farthest && ratio.median > 1 / farthest ? [ratio.low, ratio.high] : [];
  });
  const resolution = 1 + (finding?.resolutionPercent ?? 0) / 100;
  return roomy([Math.min(0.95, 1 / resolution, ...near), Math.max(1.05, resolution, ...near)]);
}

function chartRow(row: Row, table: Table, results: Results): ChartRow {
  const { cell, ratios, verdict } = row;
  const ratio = ratios[table.scenario.primary];
  const isBaseline = verdict.kind === 'baseline';
  const isControl = cell.role === 'control';
  const words = isControl ? `${cell.model} again` : brief(verdictWords(row, table));
  return {
    name: rowName(row, table),
    mark: markOf(row, results),
    value: isBaseline ? { median: 1, low: 1, high: 1 } : ratio,
    text: words,
    brief: isBaseline ? 'baseline' : ratio ? `${factor(ratio.median)} ×` : brief(words).replace('not comparable: ', ''),
    isHollow: isControl || isBaseline,
    isFaint: !isBaseline && !ratio,
    tip: `${cell.row}: ${ratio ? `${factor(ratio.median)} × (${factor(ratio.low)}–${factor(ratio.high)}), ` : ''}${isControl ? words : verdictWords(row, table)}`,
  };
}

/** The reason stands in the ranking. */
const brief = (words: string): string => (words.length > 44 ? words.replace(/:.*$/, '') : words);

function dataRow(row: Row, table: Table): string[] {
  const ratio = row.ratios[table.scenario.primary];
  const words = row.cell.role === 'control' ? 'A/A control' : verdictWords(row, table);
  if (!ratio) return [rowName(row, table), isRanked(row) ? '1' : '–', '–', '–', '–', words];
  return [
    rowName(row, table),
    factor(ratio.median),
    factor(ratio.low),
    factor(ratio.high),
    String(ratio.blocks),
    words,
  ];
}
