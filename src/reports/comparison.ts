// What a comparison found: a table for each scenario, ranked by its primary figure, and what is to be said of it.
import { findScenario } from '../scenarios/registry.js';
import type { Cell, FigureName, Results } from '../trials/results.js';
import type { Scenario } from '../trials/scenario.js';
import { readingOf } from './header.js';
import { notesOf } from './notes.js';
import { isComparable, type Row, rowOf } from './row.js';

export interface Table {
  scenario: Scenario;
  title: string;
  /** How its figures are read; told once for all tables of a scenario. */
  reading: string | undefined;
  rows: Row[];
  notes: string[];
}

export function tablesOf(results: Results): Table[] {
  return groupsOf(results.cells).map(({ scenario, cells }, i, groups) => {
    const rows = ranked(
      cells.map((cell) => rowOf(cell, scenario, results)),
      scenario.primary,
    );
    const title = `${scenario.name}: ${scenario.does(cells[0]?.connections ?? 0)}`;
    const reading = groups[i - 1]?.scenario === scenario ? undefined : readingOf(scenario);
    return { scenario, title, reading, rows, notes: notesOf(rows, results) };
  });
}

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

/**
 * Those compared first, the cheapest on top: by the ratio within rounds, or by the figure itself where the baseline was
 * never measured; then what was measured and is not compared; then the rest.
 */
function ranked(rows: readonly Row[], primary: FigureName): Row[] {
  const hasRatios = rows.some(({ ratio }) => ratio !== undefined);
  const group = (row: Row) => (isComparable(row) ? 0 : row.served !== undefined ? 1 : 2);
  const value = (row: Row) => (hasRatios ? row.ratio : row.figures[primary])?.median ?? Number.MAX_VALUE;
  return [...rows].sort((a, b) => group(a) - group(b) || value(a) - value(b));
}
