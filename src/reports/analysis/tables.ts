// The tables of a comparison: which rows stand together, what is said of each, in which order.
import type { Client } from '../../load/clients.js';
import { type ControlFinding, decide, isDecided, type LookInterval, type Verdict } from '../../statistics/deciding.js';
import type { FigureName } from '../../trials/figures.js';
import type { Cell, Results } from '../../trials/results.js';
import type { Scenario } from '../../trials/scenario.js';
import { type CellTable, logRatiosOf, referenceValues, requireTables, tablesOfCells } from '../../trials/tables.js';
import { allValuesOf, isCounted, isMeasured } from './counted.js';
import { estimateRatio } from './estimate.js';
import { exclusionOf, withoutBaseline } from './exclusion.js';
import { type BlockRatio, isRanked, type MeasuredRow, measuredRow, type Row } from './row.js';

export interface Table {
  scenario: Scenario;
  /** Unique among the tables, and fit for an address. */
  key: string;
  title: string;
  connections: number;
  client: Client;
  /** The model whose variants its rows are; null where rows are models. */
  model: string | null;
  /** Ranked: the cheapest first, what is not compared last; a sweep in the order of its axis. The control is not among them. */
  rows: Row[];
  /** Impossible ones that would have had a table of their own. */
  leftOut: Row[];
  /** False: its figures are shown in their order, and nothing is compared. */
  hasVerdicts: boolean;
  baseline: Row | undefined;
  control: Row | undefined;
  /** How many the table had; a row that was decided was not in all of them. */
  blocks: number;
  /** What two equal servers came to here; undefined of too few blocks. */
  finding: ControlFinding | undefined;
}

/** Throws where the results are of a scenario that is not among those known, or their blocks of no table. */
export function tablesOf(results: Results, known: readonly Scenario[]): Table[] {
  const scenarioNamed = (name: string): Scenario => {
    const scenario = known.find((each) => each.name === name);
    if (!scenario) throw new Error(`the results are of a scenario that this forkroad does not know: ${name}`);
    return scenario;
  };
  const tables = tablesOfCells(results.cells, scenarioNamed);
  requireTables(tables, results.blocks);
  return withoutEmptyOnes(tables.map((table) => tableOf(table, results)));
}

/** A table in which nothing was possible is a note below the last one of its scenario that is none. */
function withoutEmptyOnes(all: readonly Table[]): Table[] {
  const isEmpty = ({ rows }: Table) => rows.every(({ verdict }) => verdict.kind === 'impossible');
  const tables = all.filter((table) => !isEmpty(table));
  for (const empty of all.filter(isEmpty)) {
    const last = tables.findLast(({ scenario }) => scenario === empty.scenario);
    if (last) last.leftOut.push(...empty.rows);
    else tables.push(empty);
  }
  return tables;
}

function tableOf(cellTable: CellTable, results: Results): Table {
  const { key, scenario, cells } = cellTable;
  const [first] = cells as [Cell, ...Cell[]];
  const model = scenario.tablePer === 'model' ? first.model : null;
  const measured = cells.map((cell) => measuredRow(cell, cellTable, results));
  const { rows, finding } = compared(measured, cellTable, results);
  const entrants = rows.filter(({ cell }) => cell.role !== 'control');
  return {
    scenario,
    key,
    title: `${nameOf(first, results)}${model === null ? '' : `, ${model}`}: ${scenario.does(first.connections)}`,
    client: first.client,
    connections: first.connections,
    model,
    blocks: results.blocks.filter(({ table }) => table === key).length,
    rows: scenario.sweep ? alongAxis(entrants) : ranked(entrants, scenario.primary),
    leftOut: [],
    hasVerdicts: scenario.hasVerdicts !== false,
    baseline: rows.find(({ cell }) => cell.role === 'baseline'),
    control: rows.find(({ cell }) => cell.role === 'control'),
    finding,
  };
}

/** "ping-pong", "ping-pong (http-echo, by autocannon)". */
function nameOf({ scenario, client }: Cell, { asked }: Results): string {
  const by =
    client === 'native' && asked.clients.length === 1 ? '' : `by ${client === 'native' ? 'forkroad load' : client}`;
  const how = [asked.service === 'echo' ? '' : asked.service, by].filter((part) => part !== '');
  return how.length === 0 ? scenario : `${scenario} (${how.join(', ')})`;
}

/** Rows that may get a verdict. */
export const judgedRows = ({ rows }: Pick<Table, 'rows'>): (Row & { verdict: Verdict })[] =>
  rows.filter((row): row is Row & { verdict: Verdict } =>
    ['cheaper', 'costlier', 'no-difference', 'cant-tell', 'too-few-blocks'].includes(row.verdict.kind),
  );

/** The same, and those that only a disturbance keeps from one: their own, or the baseline's. */
export function rowsToDecide(table: Pick<Table, 'rows' | 'baseline'>): Row[] {
  const judged: readonly Row[] = judgedRows(table);
  const isBaselineDisturbed = table.baseline?.verdict.kind === 'disturbed';
  return table.rows.filter((row) => {
    const { verdict, cell, served = 0 } = row;
    if (cell.role !== 'entrant') return false;
    const waits = isBaselineDisturbed && verdict.kind === 'not-comparable' && served >= cell.connections;
    return judged.includes(row) || verdict.kind === 'disturbed' || waits;
  });
}

export const decidedRows = (table: Pick<Table, 'rows'>): Row[] =>
  judgedRows(table).filter(({ verdict }) => isDecided(verdict));

/** Every row was shown to be the same as the baseline: a finding. That none could be told is no finding. */
export function tellsNothingApart(table: Pick<Table, 'rows' | 'hasVerdicts'>): boolean {
  const judged = judgedRows(table);
  return table.hasVerdicts && judged.length > 0 && judged.every(({ verdict }) => verdict.kind === 'no-difference');
}

function compared(
  measured: readonly MeasuredRow[],
  table: CellTable,
  results: Results,
): { rows: Row[]; finding: ControlFinding | undefined } {
  const { scenario } = table;
  const { primary } = scenario;
  const baseline = measured.find(({ cell }) => cell.role === 'baseline');
  const references = referenceValues(table, primary, results.blocks);
  const hasReference = references.some((value) => value !== null);
  const logs = ({ cell }: MeasuredRow) => logRatiosOf(cell, table, primary, results.blocks);
  const candidates = measured.filter(({ cell }) => cell.role === 'entrant' && cell.impossible === null);
  const control = measured.find(({ cell }) => cell.role === 'control');
  const decided = decide({
    rows: candidates.map((row) => ({ name: row.cell.row, logRatios: logs(row) })),
    control: control ? logs(control) : [],
    plan: results.asked.looks,
  });
  const rows = measured.map((row): Row => {
    const plain = { ...row, ratios: {}, blockRatios: [] };
    const exclusion = exclusionOf(row, scenario);
    if (scenario.hasVerdicts === false) return { ...plain, verdict: exclusion ?? { kind: 'shown' } };
    const beside = blocksBeside(row, references, primary);
    if (exclusion) return { ...plain, blockRatios: beside, verdict: exclusion };
    if (row === baseline) return { ...plain, verdict: { kind: 'baseline' } };
    if (!hasReference) {
      return { ...plain, verdict: withoutBaseline(baseline, baseline && exclusionOf(baseline, scenario)) };
    }
    const own = decided.rows[candidates.indexOf(row)];
    const interval = row === control ? decided.control?.interval : own?.interval;
    const ratios = ratiosOf(row, table, results, interval);
    return { ...row, blockRatios: beside, ratios, verdict: own?.verdict ?? { kind: 'control' } };
  });
  return { rows, finding: hasReference ? decided.control : undefined };
}

/** The primary figure's with the interval that its verdict rests on. */
function ratiosOf(
  row: MeasuredRow,
  table: CellTable,
  results: Results,
  interval: LookInterval | undefined,
): Row['ratios'] {
  const ratios: Row['ratios'] = {};
  for (const name of Object.keys(row.figures) as FigureName[]) {
    const ratio = estimateRatio(logRatiosOf(row.cell, table, name, results.blocks));
    if (!ratio) continue;
    const isPrimary = name === table.scenario.primary && interval !== undefined;
    ratios[name] = isPrimary ? { ...ratio, ...bounds(interval) } : ratio;
  }
  return ratios;
}

const bounds = ({ low, high, level }: LookInterval) => ({
  low: Math.exp(low),
  high: Math.exp(high),
  isInterval: true,
  level,
});

/** Each block's ratio, disturbed ones marked; none where fewer were served than asked. */
function blocksBeside(row: MeasuredRow, references: readonly (number | null)[], primary: FigureName): BlockRatio[] {
  if (row.cell.role === 'baseline' || row.served === undefined || row.served < row.cell.connections) return [];
  return allValuesOf(row.trials, primary).flatMap((value, i) => {
    const other = references[i] ?? null;
    if (value === null || other === null || value <= 0) return [];
    const trial = row.trials[i];
    return [{ block: i + 1, ratio: value / other, isDisturbed: isMeasured(trial) && !isCounted(trial) }];
  });
}

/** By the ratio within blocks; by the figure itself where there is no baseline to compare with. */
function ranked(rows: readonly Row[], primary: FigureName): Row[] {
  const group = (row: Row) => (isRanked(row) ? 0 : row.served !== undefined ? 1 : 2);
  const hasRatios = rows.some(({ ratios }) => ratios[primary] !== undefined);
  const value = (row: Row): number => {
    if (!hasRatios) return row.figures[primary]?.median ?? Number.MAX_VALUE;
    return row.verdict.kind === 'baseline' ? 1 : (row.ratios[primary]?.median ?? Number.MAX_VALUE);
  };
  return [...rows].sort((a, b) => group(a) - group(b) || value(a) - value(b));
}

/** Their names are numbers. */
const alongAxis = (rows: readonly Row[]): Row[] => [...rows].sort((a, b) => Number(a.cell.row) - Number(b.cell.row));
