// The columns of a scenario's table: what they are called, and what stands in them.
import type { FigureName } from '../trials/figures.js';
import type { Scenario } from '../trials/scenario.js';
import { isMeasured } from './analysis/counted.js';
import type { Estimate } from './analysis/estimate.js';
import { isClientBound, type Row } from './analysis/row.js';
import type { Table } from './analysis/tables.js';
import { figureTexts } from './figure-texts.js';
import { absent, factor, significant, type WriteNumber, whole } from './numbers.js';
import { inUnit, renamed, shownUnit } from './shown-units.js';

export interface Column {
  /** Over two lines: what, and of what or in what unit. */
  head: readonly [string, string];
  value(row: Row): Estimate | string;
  /** How each number of it is written. */
  number: WriteNumber;
  /** Where room is short it is left out. */
  isDetail?: boolean;
}

/** What every load measures. */
const loadFigures: readonly FigureName[] = [
  'cpuUsPerMessage',
  'contextSwitchesPerMessage',
  'messagesPerSecond',
  'p50Us',
  'p99Us',
];
const detailFigures: readonly FigureName[] = [
  'grossCpuUsPerMessage',
  'coldCpuUsPerMessage',
  'connectionsMaxToMin',
  'queueWaitUs',
  'deepestQueue',
];

/** After the verdict, which each format places itself. */
export function columnsOf(table: Table): Column[] {
  const { scenario } = table;
  const figure = (name: FigureName): Column => figureColumn(name, table);
  const served: Column = { head: ['', 'served'], value: servedText, number: whole };
  const ratio: Column = { head: ['×', 'baseline'], value: (row) => ratioOf(row, scenario), number: factor };
  const size: Column = { head: ['procs /', 'threads'], value: sizeText, number: whole };
  const common = [...(table.hasVerdicts ? [ratio] : []), served, size];
  const isOther = (name: FigureName): boolean => name !== scenario.primary;
  if (scenario.shownFigures) return [...common, ...scenario.shownFigures.filter(isOther).map(figure)];
  const calls: Column = { head: ['calls', `/${scenario.unit}`], value: callsText, number: significant };
  const has = (column: Column) => table.rows.some((row) => column.value(row) !== absent);
  return [
    ...common,
    ...[calls].filter(has),
    ...loadFigures.filter(isOther).map(figure).filter(has),
    ...detailFigures.map((name) => ({ ...figure(name), isDetail: true })).filter(has),
  ];
}

export const primaryColumn = (table: Table): Column => figureColumn(table.scenario.primary, table);

function figureColumn(name: FigureName, table: Table): Column {
  const { head, number } = writtenFor(name, table);
  return {
    head,
    value: (row) => {
      const value = row.figures[name];
      if (!value) return name === 'recoveredMs' && isNeverWhole(row) ? 'never' : absent;
      return name === 'messagesPerSecond' && isClientBound(row) ? `≥ ${number(value.median)}` : value;
    },
    number,
  };
}

/** In the unit in which the figure's numbers are not long in this table. */
function writtenFor(name: FigureName, { scenario, rows, control }: Table): Pick<Column, 'head' | 'number'> {
  const { head: heads, number, measure } = figureTexts[name];
  const head = heads(scenario.unit);
  if (!measure) return { head, number };
  const values = [...rows, ...(control ? [control] : [])].flatMap(({ figures }) => figures[name]?.median ?? []);
  const unit = shownUnit(measure, values);
  const [what, of] = head;
  return { head: [what, renamed(of, measure, unit)], number: inUnit(unit) };
}

/** Connections were lost and, in no block, all served again. */
export const isNeverWhole = ({ figures, trials }: Row): boolean =>
  (figures.lostShare?.median ?? 0) > 0 &&
  trials.filter(isMeasured).every(({ measured }) => measured.figures.recoveredMs === null);

function ratioOf({ verdict, ratios }: Row, { primary }: Scenario): Estimate | string {
  return verdict.kind === 'baseline' ? '1' : (ratios[primary] ?? absent);
}

export const servedText = ({ served, cell }: Row): string =>
  served === undefined ? absent : `${served} of ${cell.connections}`;

const callsText = ({ systemCallsPerMessage: calls }: Row): string =>
  calls === undefined ? absent : significant(calls);

/** The most at once, in the middle one of the blocks. */
function sizeText({ figures: { peakProcesses, peakThreads } }: Row): string {
  return peakProcesses && peakThreads ? `${whole(peakProcesses.median)} / ${whole(peakThreads.median)}` : absent;
}
