// The columns of a scenario's table: what they are called, and what stands in them.
import type { FigureName } from '../trials/figures.js';
import type { Scenario } from '../trials/scenario.js';
import type { Estimate } from './analysis/estimate.js';
import { isClientBound, type Row } from './analysis/row.js';
import type { Table } from './analysis/tables.js';
import { figureTexts } from './figure-texts.js';
import { absent, factor, significant, type WriteNumber, whole } from './numbers.js';

export interface Column {
  /** Over two lines: what, and of what or in what unit. */
  head: readonly [string, string];
  value(row: Row): Estimate | string;
  /** How each number of it is written. */
  number: WriteNumber;
  /** Where room is short it is left out. */
  isDetail?: boolean;
}

/** After the verdict, which each format places itself. */
export function columnsOf(table: Table): Column[] {
  const { scenario } = table;
  const figure = (name: FigureName): Column => figureColumn(name, scenario);
  const served: Column = { head: ['', 'served'], value: servedText, number: whole };
  const ratio: Column = { head: ['×', 'baseline'], value: (row) => ratioOf(row, scenario), number: factor };
  const size: Column = { head: ['procs /', 'threads'], value: sizeText, number: whole };
  if (scenario.shownFigures) return [ratio, served, size, ...scenario.shownFigures.map(figure)];
  const calls: Column = { head: ['calls', `/${scenario.unit}`], value: callsText, number: significant };
  const has = (column: Column) => table.rows.some((row) => column.value(row) !== absent);
  return [
    ratio,
    served,
    size,
    ...[calls].filter(has),
    figure('contextSwitchesPerMessage'),
    figure('messagesPerSecond'),
    figure('p50Us'),
    figure('p99Us'),
    ...(['grossCpuUsPerMessage', 'connectionsMaxToMin'] as const)
      .map((name) => ({ ...figure(name), isDetail: true }))
      .filter(has),
  ];
}

export const primaryColumn = ({ scenario }: Table): Column => figureColumn(scenario.primary, scenario);

function figureColumn(name: FigureName, { unit }: Scenario): Column {
  const { head, number } = figureTexts[name];
  return {
    head: head(unit),
    value: (row) => {
      const value = row.figures[name];
      if (!value) return absent;
      return name === 'messagesPerSecond' && isClientBound(row) ? `≥ ${number(value.median)}` : value;
    },
    number,
  };
}

function ratioOf({ verdict, ratios }: Row, { primary }: Scenario): Estimate | string {
  return verdict.kind === 'baseline' ? '1' : (ratios[primary] ?? absent);
}

export const servedText = ({ served, cell }: Row): string =>
  served === undefined ? absent : `${served} of ${cell.connections}`;

const callsText = ({ systemCallsPerMessage: calls }: Row): string =>
  calls === undefined ? absent : significant(calls);

/** The most at once, in the middle one of the rounds. */
function sizeText({ figures: { peakProcesses, peakThreads } }: Row): string {
  return peakProcesses && peakThreads ? `${whole(peakProcesses.median)} / ${whole(peakThreads.median)}` : absent;
}
