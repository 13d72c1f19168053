// What a comparison found: a table for each scenario, ranked by its primary figure, and what is to be said of it.
import { findScenario } from '../scenarios/registry.js';
import { pairedRatios } from '../statistics/paired-ratios.js';
import { type Summary, summarize } from '../statistics/summary.js';
import { type Cell, type FigureName, isSameCell, type Results, type Trial } from '../trials/results.js';
import type { Scenario } from '../trials/scenario.js';
import { notesOf } from './notes.js';

export interface Row {
  cell: Cell;
  isBaseline: boolean;
  /** Over the rounds in which it was measured; undefined when there is none. */
  figures: Partial<Record<FigureName, Summary>>;
  /** Of the primary figure to the baseline's in the same round; undefined where it cannot be compared. */
  ratio: Summary | undefined;
  /** The fewest connections that any round served; undefined when none was measured. */
  served: number | undefined;
  /** The reasons of the rounds that failed. */
  failures: string[];
}

export interface Table {
  scenario: Scenario;
  title: string;
  rows: Row[];
  notes: string[];
}

export function tablesOf(results: Results): Table[] {
  return groupsOf(results.cells).map(({ scenario, cells }) => {
    const rows = cells.map((cell) => rowOf(cell, scenario, results)).sort(byRank(scenario.primary));
    const title = `${scenario.name}: ${scenario.does(cells[0]?.connections ?? 0)}`;
    return { scenario, title, rows, notes: notesOf(rows, results) };
  });
}

/** Serves all connections that it was asked to: only those are compared. */
export const isComparable = ({ served, cell }: Row): boolean => served !== undefined && served >= cell.connections;

function groupsOf(cells: readonly Cell[]): { scenario: Scenario; cells: Cell[] }[] {
  const groups = new Map<string, { scenario: Scenario; cells: Cell[] }>();
  for (const cell of cells) {
    const scenario = findScenario(cell.scenario);
    if (!scenario) throw new Error(`the results are of a scenario that this forkroad does not know: ${cell.scenario}`);
    const key = scenario.tablePer === 'scenario' ? cell.scenario : `${cell.scenario} ${cell.connections}`;
    const group = groups.get(key) ?? { scenario, cells: [] };
    groups.set(key, { scenario, cells: [...group.cells, cell] });
  }
  return [...groups.values()];
}

function rowOf(cell: Cell, { primary }: Scenario, results: Results): Row {
  const trials = trialsOf(cell, results);
  const measured = trials.flatMap((trial) => trial?.measured ?? []);
  const served = measured.length === 0 ? undefined : Math.min(...measured.map(({ connections }) => connections.served));
  const row: Row = {
    cell,
    isBaseline: cell.model === results.asked.baseline,
    figures: figuresOf(measured),
    ratio: undefined,
    served,
    failures: trials.flatMap((trial) => trial?.failed ?? []),
  };
  const baseline = results.cells.find((each) => isBaselineOf(each, cell, results));
  if (baseline && isComparable(row)) {
    row.ratio = summarize(pairedRatios(primaryOf(trials, primary), primaryOf(trialsOf(baseline, results), primary)));
  }
  return row;
}

/** The trial of each round, in the order of the rounds. */
const trialsOf = (cell: Cell, { rounds }: Results): (Trial | undefined)[] =>
  rounds.map(({ trials }) => trials.find((trial) => isSameCell(trial, cell)));

const primaryOf = (trials: readonly (Trial | undefined)[], primary: FigureName): (number | null)[] =>
  trials.map((trial) => trial?.measured?.figures[primary] ?? null);

/** Where a scenario sets the number of connections for each model, the baseline's own number is its partner. */
function isBaselineOf(candidate: Cell, cell: Cell, { asked }: Results): boolean {
  const isSameTable =
    findScenario(cell.scenario)?.tablePer === 'scenario' || candidate.connections === cell.connections;
  return candidate.model === asked.baseline && candidate.scenario === cell.scenario && isSameTable;
}

function figuresOf(measured: readonly NonNullable<Trial['measured']>[]): Row['figures'] {
  const figures: Row['figures'] = {};
  for (const name of Object.keys(measured[0]?.figures ?? {}) as FigureName[]) {
    const summary = summarize(measured.flatMap((each) => each.figures[name] ?? []));
    if (summary) figures[name] = summary;
  }
  return figures;
}

/** Those compared first, the cheapest on top; then what was measured and is not compared; then the rest. */
function byRank(primary: FigureName): (a: Row, b: Row) => number {
  const group = (row: Row) => (isComparable(row) ? 0 : row.served !== undefined ? 1 : 2);
  const value = (row: Row) => row.figures[primary]?.median ?? Number.MAX_VALUE;
  return (a, b) => group(a) - group(b) || value(a) - value(b);
}
