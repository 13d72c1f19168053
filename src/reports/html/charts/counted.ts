// Counted figures: system calls and context switches per message; they are trusted before all that is timed.
import type { Results } from '../../../trials/results.js';
import type { Row } from '../../analysis/row.js';
import type { Table } from '../../analysis/tables.js';
import { significant, withInterval } from '../../numbers.js';
import type { Chart } from '../chart.js';
import { markOf } from '../marks.js';
import { type ChartRow, drawRows } from '../row-chart.js';
import { extentOf, logScale, roomy } from '../scale.js';

interface Counted {
  id: string;
  what: string;
  reading: string;
  value(row: Row): ChartRow['value'];
}

export function countedCharts(table: Table, results: Results): Chart[] {
  const { means } = results.systemCalls;
  const counted: Counted[] = [
    {
      id: 'calls',
      what: `system calls per ${table.scenario.unit}`,
      reading: `Counted with ${means ?? 'nothing'} in a pass of its own, which is never timed. An echo takes two, a read and a write; what comes on top is waiting for readiness, or waking someone.`,
      value: ({ systemCallsPerMessage: calls }) => (calls ? { median: calls, low: calls, high: calls } : undefined),
    },
    {
      id: 'switches',
      what: `context switches per ${table.scenario.unit}`,
      reading: `How often a thread of the server was taken off its CPU for each ${table.scenario.unit}: a thread that blocks in read switches each time, a loop under load hardly ever.`,
      value: ({ figures }) => figures.contextSwitchesPerMessage,
    },
  ];
  return counted.flatMap((each) => chartOf(each, table, results));
}

function chartOf({ id, what, reading, value }: Counted, table: Table, results: Results): Chart[] {
  const shown = table.rows.flatMap((row) => {
    const found = value(row);
    return found && found.median > 0 && row.verdict.kind !== 'disturbed' ? [{ row, value: found }] : [];
  });
  if (shown.length === 0) return [];
  const ends = shown.flatMap((each) => [each.value.low, each.value.high]).filter((end) => end > 0);
  return [
    {
      id: `${id}-${table.key}`,
      title: `${table.key}: ${what}`,
      reading: `${reading} Logarithmic axis.`,
      data: {
        caption: `${what}: ${table.title}`,
        head: ['model', `${what} (95 % interval)`],
        rows: shown.map((each) => [each.row.cell.row, textOf(each.value)]),
      },
      draw: (frame) =>
        drawRows(
          {
            rows: shown.map((each) => chartRow(each.row, each.value, results)),
            scale: (pixels, most) => logScale(roomy(extentOf(ends)), pixels, most),
            tick: (at) => String(Number(at.toPrecision(3))),
            axis: what,
          },
          frame,
        ),
    },
  ];
}

const textOf = (value: NonNullable<ChartRow['value']>): string => withInterval(value, significant);

function chartRow(row: Row, value: NonNullable<ChartRow['value']>, results: Results): ChartRow {
  const text = textOf(value);
  const isPartly = row.served !== undefined && row.served < row.cell.connections;
  const brief = significant(value.median);
  return {
    name: row.cell.row,
    mark: markOf(row, results),
    value,
    text,
    brief,
    isFaint: isPartly,
    tip: `${row.cell.row}: ${text}`,
  };
}
