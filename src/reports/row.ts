// A model in a table: its figures over the rounds, its ratio to the baseline, what it served, why it failed.
import { findScenario } from '../scenarios/registry.js';
import { pairedRatios } from '../statistics/paired-ratios.js';
import { median, type Summary, summarize } from '../statistics/summary.js';
import { type Cell, type FigureName, isSameCell, type Results, type Trial } from '../trials/results.js';
import type { Scenario } from '../trials/scenario.js';

export interface Row {
  cell: Cell;
  isBaseline: boolean;
  /** Over the rounds in which it was measured; undefined when there is none. */
  figures: Partial<Record<FigureName, Summary>>;
  /** Of the primary figure to the baseline's in the same round; undefined where it cannot be compared. */
  ratio: Summary | undefined;
  /** Connections served, in the middle one of the rounds: a single disturbed round does not exclude a model. */
  served: number | undefined;
  /** The reasons of the rounds that failed. */
  failures: string[];
}

/** Serves all connections that it was asked to: only those are compared. */
export const isComparable = ({ served, cell }: Row): boolean => served !== undefined && served >= cell.connections;

export function rowOf(cell: Cell, { primary }: Scenario, results: Results): Row {
  const trials = trialsOf(cell, results);
  const measured = trials.flatMap((trial) => trial?.measured ?? []);
  const served = median(measured.map(({ connections }) => connections.served));
  const row: Row = {
    cell,
    isBaseline: cell.model === results.asked.baseline,
    figures: figuresOf(measured),
    ratio: undefined,
    served: served === undefined ? undefined : Math.floor(served),
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
