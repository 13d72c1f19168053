// A comparison as an experiment: cells as arms, scenarios' tables, and the judge that decides a row by its primary figure.
import type { Arm, ArmTable, Design, Reading, RowState, Series } from '../experiment/design.js';
import { decide, isDecided, type LookInterval, samePercent } from '../statistics/deciding.js';
import type { LookPlan } from '../statistics/looks.js';
import { pairedLogRatios, referencesOf } from '../statistics/paired-ratios.js';
import type { Plan } from './plan.js';
import type { CellKey } from './results.js';
import type { TrialPlan } from './run-trial.js';
import { type CellTable, isUnfit, scenarioIn, tablesOfCells } from './tables.js';
import type { Trial } from './trial-result.js';

/** The primary figure; null where there is none that may be compared. */
export interface PrimaryReading extends Reading {
  value: number | null;
}

export type CompareDesign = Design<TrialPlan, Trial, PrimaryReading>;

/** Unique in a table. */
export const armKey = ({ row, model, connections, client }: CellKey): string =>
  [row, model, connections, client].join(' · ');

export function compareDesign(
  plan: Pick<Plan, 'cells' | 'trials' | 'scenarios' | 'blocks' | 'looks' | 'budgetMs' | 'seed'>,
  run: (trial: TrialPlan, attempt: number) => Promise<Trial>,
): CompareDesign {
  const scenarioOf = scenarioIn(plan.scenarios);
  return {
    tables: tablesOfCells(plan.cells, scenarioOf)
      .map((table) => armTable(table, plan.trials))
      .filter(({ arms }) => arms.some(({ role }) => role === 'row' || role === 'baseline')),
    blocks: plan.blocks,
    budgetMs: plan.budgetMs,
    seed: plan.seed,
    run: (trial, { attempt }) => run(trial, attempt),
    armOf: armKey,
    read: (trial) => readingOf(trial, scenarioOf(trial.scenario).primary),
    judge: (table, series) => judge(table, series, plan.looks),
  };
}

function armTable({ key, scenario, cells }: CellTable, trials: readonly TrialPlan[]): ArmTable<TrialPlan> {
  const arms = cells.flatMap((cell): Arm<TrialPlan>[] => {
    const task = trials.find((trial) => trial.cell === cell);
    if (!task) return [];
    const role = cell.role === 'entrant' ? 'row' : cell.role;
    return [{ key: armKey(cell), role, task, expectedMs: task.expectedMs }];
  });
  return { key, arms, isCompared: scenario.hasVerdicts !== false };
}

function readingOf(trial: Trial, primary: Parameters<typeof isUnfit>[1]): PrimaryReading {
  const isDisturbed = trial.quality?.isDisturbed === true;
  const unfit = isUnfit(trial, primary);
  const value = unfit || isDisturbed ? null : (trial.measured?.figures[primary] ?? null);
  return { isDisturbed, isUnfit: unfit, tookMs: trial.tookMs, value };
}

function judge({ arms }: ArmTable<unknown>, series: Series<PrimaryReading>, plan: LookPlan): RowState[] {
  const values = (key: string) => (series.get(key) ?? []).map((reading) => reading?.value ?? null);
  const of = (role: Arm<unknown>['role']) => arms.filter((arm) => arm.role === role).map(({ key }) => key);
  const [baseline = [], control = []] = [of('baseline').flatMap(values), of('control').flatMap(values)];
  const references = referencesOf(baseline, control);
  const rows = of('row').map((key) => ({ name: key, logRatios: pairedLogRatios(values(key), references) }));
  const decided = decide({ rows, control: pairedLogRatios(control, baseline), plan });
  return decided.rows.map(({ name, verdict, interval }) => ({
    key: name,
    isDecided: isDecided(verdict),
    blocksMissing: isDecided(verdict) ? 0 : verdict.kind === 'cant-tell' ? missing(verdict, interval) : 1,
    isWide: interval !== undefined && verdict.kind !== 'no-difference' && isWide(interval),
  }));
}

/** Of fewer blocks the scatter is hardly known: one block out of the ordinary makes a row look hopeless. */
const fewestToForesee = 6;

const missing = ({ moreBlocks }: { moreBlocks?: number }, interval: LookInterval | undefined): number | undefined =>
  interval !== undefined && interval.blocks < fewestToForesee ? 1 : moreBlocks;

/** ± 5 %; a difference of more than ten times is a difference, and nobody asks for its per cents. */
const narrow = Math.log1p(samePercent / 100);
const farApart = Math.log(10);

/** Of logarithms. */
export const isWide = ({ low, high }: Pick<LookInterval, 'low' | 'high'>): boolean =>
  Math.abs(low + high) / 2 < farApart && (high - low) / 2 > narrow;
