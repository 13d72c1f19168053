// Which of a cell's trials count, and their figures in the order of the blocks.
import type { FigureName } from '../../trials/figures.js';
import type { Measured, Trial } from '../../trials/trial-result.js';

export type MeasuredTrial = Trial & { measured: Measured };

export const isMeasured = (trial: Trial | undefined): trial is MeasuredTrial =>
  trial !== undefined && trial.measured !== null;

/** Measured, and not disturbed: only these are compared. */
export const isCounted = (trial: Trial | undefined): trial is MeasuredTrial =>
  isMeasured(trial) && trial.quality?.isDisturbed !== true;

/** A figure in each block; null where there is none that counts. */
export const valuesOf = (trials: readonly (Trial | undefined)[], name: FigureName): (number | null)[] =>
  trials.map((trial) => (isCounted(trial) ? trial.measured.figures[name] : null));

/** The same, disturbed blocks included: to be shown, never to be compared. */
export const allValuesOf = (trials: readonly (Trial | undefined)[], name: FigureName): (number | null)[] =>
  trials.map((trial) => trial?.measured?.figures[name] ?? null);
