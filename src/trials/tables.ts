// The tables of a comparison: which cells stand in one, and how each row's trials compare with its baseline's.
import { pairedLogRatios } from '../statistics/paired-ratios.js';
import type { FigureName } from './figures.js';
import { type Cell, type CellKey, isSameCell, type Results } from './results.js';
import type { Scenario } from './scenario.js';
import type { Trial } from './trial-result.js';

export interface CellTable {
  /** Unique among the tables, and fit for an address. */
  key: string;
  scenario: Scenario;
  cells: Cell[];
}

type Rounds = Results['rounds'];

/** In the order of the cells. */
export function tablesOfCells(cells: readonly Cell[], scenarioOf: (name: string) => Scenario): CellTable[] {
  const tables = new Map<string, CellTable>();
  for (const cell of cells) {
    const scenario = scenarioOf(cell.scenario);
    const key = keyOf(cell, scenario);
    const table = tables.get(key) ?? { key, scenario, cells: [] };
    table.cells.push(cell);
    tables.set(key, table);
  }
  return [...tables.values()];
}

function keyOf({ scenario, connections, model, client }: Cell, { tablePer }: Scenario): string {
  const name = client === 'native' ? scenario : `${scenario}-${client}`;
  if (tablePer === 'scenario') return name;
  return `${name}-${tablePer === 'model' ? model : connections}`;
}

/** Of each round; undefined where it did not run in it. */
export const trialsOf = (cell: CellKey, rounds: Rounds): (Trial | undefined)[] =>
  rounds.map(({ trials }) => trials.find((trial) => isSameCell(trial, cell)));

/** Serves all that were asked for, and was not disturbed: only such a trial is compared. */
const isComparable = ({ measured, quality }: Trial): boolean =>
  measured !== null && !quality?.isDisturbed && measured.connections.served >= measured.connections.asked;

/** ln(row / baseline) of each round in which both can be compared. */
export function logRatiosOf(cell: CellKey, baseline: CellKey, figure: FigureName, rounds: Rounds): number[] {
  const values = (of: CellKey) =>
    trialsOf(of, rounds).map((trial) =>
      trial && isComparable(trial) ? (trial.measured?.figures[figure] ?? null) : null,
    );
  return pairedLogRatios(values(cell), values(baseline));
}
