// Which rows are not compared, and why.
import type { Scenario } from '../../trials/scenario.js';
import { clientFigures } from '../../trials/tables.js';
import { isCounted, isMeasured } from './counted.js';
import { type Exclusion, isClientBound, type MeasuredRow } from './row.js';

export function exclusionOf(row: MeasuredRow, { primary, hasVerdicts = true }: Scenario): Exclusion | undefined {
  const { cell, served, trials, failures } = row;
  if (cell.impossible !== null) return { kind: 'impossible', reason: cell.impossible };
  if (served === undefined) return { kind: 'failed', reason: failures[0] ?? 'no block measured it' };
  if (served < cell.connections) {
    return { kind: 'not-comparable', reason: `${served} of ${cell.connections} served` };
  }
  if (!trials.some(isCounted)) return { kind: 'disturbed', reason: disturbedIn(row) };
  if (!trials.some((trial) => isCounted(trial) && trial.measured.figures[primary] !== null)) {
    return { kind: 'not-comparable', reason: hasVerdicts ? 'too few samples' : 'no figure in any block' };
  }
  if (isClientBound(row) && clientFigures.includes(primary)) return { kind: 'not-comparable', reason: 'client limit' };
  return undefined;
}

/** What is said of rows that could be compared where the baseline cannot be. */
export const withoutBaseline = (baseline: MeasuredRow | undefined, why: Exclusion | undefined): Exclusion => ({
  kind: 'not-comparable',
  reason: baseline && why ? `the baseline ${baseline.cell.row}: ${why.reason}` : 'no baseline',
});

const disturbedIn = ({ trials, disturbedBlocks }: MeasuredRow): string =>
  `disturbed in ${disturbedBlocks} of ${trials.filter(isMeasured).length} blocks`;
