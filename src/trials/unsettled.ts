// Which trials still need rounds: those of every table whose intervals are not narrow enough yet.
import { isPreciseEnough } from '../statistics/precision.js';
import type { Plan } from './plan.js';
import type { Results } from './results.js';
import type { TrialPlan } from './run-trial.js';
import { type CellTable, logRatiosOf, tablesOfCells } from './tables.js';

/** All of them until there are as many rounds as were asked for at least. */
export function unsettled(plan: Plan, rounds: Results['rounds']): TrialPlan[] {
  if (rounds.length < plan.rounds.atLeast) return plan.trials;
  const tables = tablesOfCells(plan.cells, (name) => scenarioNamed(plan, name));
  const open = new Set(tables.filter((table) => !isSettled(table, plan, rounds)).flatMap(({ cells }) => cells));
  return plan.trials.filter(({ cell }) => open.has(cell));
}

/** Rows that cannot be compared (never served all, always failed) do not keep a table open: more rounds change nothing. */
function isSettled({ scenario, cells }: CellTable, { precision }: Plan, rounds: Results['rounds']): boolean {
  const baseline = cells.find(({ role }) => role === 'baseline');
  if (!baseline) return true;
  const rows = cells
    .filter(({ role }) => role !== 'baseline')
    .map((cell) => ({ logRatios: logRatiosOf(cell, baseline, scenario.primary, rounds) }))
    .filter(({ logRatios }) => logRatios.length > 0);
  return isPreciseEnough(rows, precision);
}

function scenarioNamed({ scenarios }: Plan, name: string) {
  const scenario = scenarios.find((each) => each.name === name);
  if (!scenario) throw new Error(`no such scenario: ${name}`);
  return scenario;
}
