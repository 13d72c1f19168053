// The report as CSV (RFC 4180): a line for each scenario, row and figure; numbers as they are, not as they are shown.
import type { FigureName } from '../../trials/figures.js';
import type { Analysis } from '../analysis/analysis.js';
import { type CurveStep, curveOf } from '../analysis/curve.js';
import type { Estimate } from '../analysis/estimate.js';
import type { Predicted } from '../analysis/predictions.js';
import type { Row } from '../analysis/row.js';
import type { Table } from '../analysis/tables.js';
import { figureTexts } from '../figure-texts.js';
import { agreements, expectationText } from '../prediction-texts.js';
import { verdictWords } from '../verdict-words.js';

const head = [
  ...['scenario', 'client', 'connections', 'row', 'model', 'figure', 'at', 'unit', 'median', 'low', 'high', 'n'],
  ...['ratio', 'ratio_low', 'ratio_high', 'ratio_level', 'verdict_kind', 'verdict', 'predicted', 'came'],
];

type Field = string | number | undefined;

/** Verdict and prediction stand at the primary figure, which has a line even where it has no value. */
export const csv = ({ tables, predictions }: Analysis): string =>
  [head, ...tables.flatMap((table) => linesOf(table, predictions))].map(record).join('');

function linesOf(table: Table, predictions: readonly Predicted[]): Field[][] {
  const rows = [...table.rows, ...(table.control ? [table.control] : [])];
  return rows.flatMap((row) => {
    const { primary, unit } = table.scenario;
    const names = (Object.keys(figureTexts) as FigureName[]).filter((name) => name === primary || row.figures[name]);
    const predicted = predictions.find((each) => each.table === table && each.row === row);
    const figures = names.map((name) => [
      ...[...keysOf(row), name, undefined, figureTexts[name].unit(unit)],
      ...numbersOf(row.figures[name]),
      ...ratioOf(row.ratios[name]),
      ...(name === primary ? [row.verdict.kind, verdictWords(row, table), ...predictionOf(predicted)] : none),
    ]);
    return [
      ...figures,
      ...callsOf(row, unit),
      ...(curveOf(row)?.steps.flatMap((step) => stepOf(row, step, unit)) ?? []),
    ];
  });
}

/** Verdict and prediction, of what has none. */
const none: Field[] = [undefined, undefined, undefined, undefined];

const predictionOf = (predicted: Predicted | undefined): Field[] =>
  predicted ? [expectationText(predicted), agreements[predicted.agreement].words] : [undefined, undefined];

/** A line for each figure of a point of a curve. */
const stepOf = (row: Row, step: CurveStep, unit: Table['scenario']['unit']): Field[][] =>
  (['messagesPerSecond', 'p50Us', 'p99Us'] as const).flatMap((name) => {
    const value = step[name];
    if (!value) return [];
    const keys = [...keysOf(row), name, step.at, figureTexts[name].unit(unit)];
    return [[...keys, ...numbersOf(value), ...ratioOf(undefined), ...none]];
  });

const keysOf = ({ cell }: Row): Field[] => [cell.scenario, cell.client, cell.connections, cell.row, cell.model];
const numbersOf = (value: Estimate | undefined): Field[] => [
  value?.median,
  value?.low,
  value?.high,
  value?.blocks ?? 0,
];
const ratioOf = (ratio: Estimate | undefined): Field[] => [ratio?.median, ratio?.low, ratio?.high, ratio?.level];

/** Counted once, in a pass of its own. */
function callsOf(row: Row, unit: string): Field[][] {
  const { systemCallsPerMessage: calls } = row;
  if (calls === undefined) return [];
  const keys = [...keysOf(row), 'systemCallsPerMessage', undefined, `1/${unit}`];
  return [[...keys, calls, calls, calls, 1, ...ratioOf(undefined), ...none]];
}

const record = (fields: readonly Field[]): string => `${fields.map(field).join(',')}\r\n`;

function field(value: Field): string {
  const text = value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
