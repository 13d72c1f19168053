// The tables of a comparison: which cells stand in one, and how each row's trials compare with its references.
import { pairedLogRatios, referencesOf } from '../statistics/paired-ratios.js';
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

type Blocks = Results['blocks'];

/** Throws for a name that is not among them. */
export const scenarioIn =
  (scenarios: readonly Scenario[]) =>
  (name: string): Scenario => {
    const scenario = scenarios.find((each) => each.name === name);
    if (!scenario) throw new Error(`no such scenario: ${name}`);
    return scenario;
  };

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

/** Throws where a block is of no table, or has a trial of a cell of another: results come from others, too. */
export function requireTables(tables: readonly CellTable[], blocks: Blocks): void {
  for (const { table: key, block, trials } of blocks) {
    const table = tables.find((each) => each.key === key);
    if (!table) throw new Error(`the results have a block of a table that none of their cells is in: ${key}`);
    const lost = trials.find((trial) => !table.cells.some((cell) => isSameCell(cell, trial)));
    if (lost) throw new Error(`block ${block} of ${key} has a trial of another table: ${lost.scenario}, ${lost.row}`);
  }
}

function keyOf({ scenario, connections, model, client }: Cell, { tablePer }: Scenario): string {
  const name = client === 'native' ? scenario : `${scenario}-${client}`;
  if (tablePer === 'scenario') return name;
  return `${name}-${tablePer === 'model' ? model : connections}`;
}

/** Of each block of the table; undefined where the cell was not in it. */
export const trialsOf = (cell: CellKey, { key }: Pick<CellTable, 'key'>, blocks: Blocks): (Trial | undefined)[] =>
  blocks.filter(({ table }) => table === key).map(({ trials }) => trials.find((trial) => isSameCell(trial, cell)));

/** What the client has a part in: at its limit these say nothing of the server. */
export const clientFigures: readonly FigureName[] = [
  'messagesPerSecond',
  'usPerMessage',
  'p50Us',
  'p90Us',
  'p99Us',
  'p999Us',
  'maxUs',
];

/** A trial that will never be compared, whatever the machine does. */
export function isUnfit({ measured, quality }: Pick<Trial, 'measured' | 'quality'>, figure: FigureName): boolean {
  if (measured === null || measured.connections.served < measured.connections.asked) return true;
  const isAtClientLimit = quality?.label === 'client-bound' && clientFigures.includes(figure);
  return isAtClientLimit || measured.figures[figure] === null;
}

/** Its figure where it may be compared: it serves all that were asked for, and was not disturbed. */
export const comparedValue = (trial: Trial | undefined, figure: FigureName): number | null => {
  if (!trial || isUnfit(trial, figure) || trial.quality?.isDisturbed) return null;
  return trial.measured?.figures[figure] ?? null;
};

/** The figure of each block by which the rows of a table are compared. */
export function referenceValues(table: CellTable, figure: FigureName, blocks: Blocks): (number | null)[] {
  const of = (role: Cell['role']) => {
    const cell = table.cells.find((each) => each.role === role);
    return cell ? trialsOf(cell, table, blocks).map((trial) => comparedValue(trial, figure)) : [];
  };
  return referencesOf(of('baseline'), of('control'));
}

/** ln(row / reference) of each block in which both can be compared; of the control, ln(control / baseline). */
export function logRatiosOf(cell: CellKey, table: CellTable, figure: FigureName, blocks: Blocks): number[] {
  const values = (of: CellKey) => trialsOf(of, table, blocks).map((trial) => comparedValue(trial, figure));
  const baseline = table.cells.find(({ role }) => role === 'baseline');
  const isControl = table.cells.some((each) => each.role === 'control' && isSameCell(each, cell));
  if (isControl && baseline) return pairedLogRatios(values(cell), values(baseline));
  return pairedLogRatios(values(cell), referenceValues(table, figure, blocks));
}
