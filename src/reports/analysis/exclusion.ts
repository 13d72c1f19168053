// Which rows are not compared, and why.
import type { FigureName } from '../../trials/figures.js';
import type { Scenario } from '../../trials/scenario.js';
import { isCounted, isMeasured } from './rounds.js';
import { type Exclusion, isClientBound, type MeasuredRow } from './row.js';

/** What the client has a part in: at its limit these say nothing of the server. */
const clientFigures: readonly FigureName[] = [
  'messagesPerSecond',
  'usPerMessage',
  'p50Us',
  'p90Us',
  'p99Us',
  'p999Us',
  'maxUs',
];

export function exclusionOf(row: MeasuredRow, { primary, hasVerdicts = true }: Scenario): Exclusion | undefined {
  const { cell, served, trials, failures } = row;
  if (cell.impossible !== null) return { kind: 'impossible', reason: cell.impossible };
  if (served === undefined) return { kind: 'failed', reason: failures[0] ?? 'no round measured it' };
  if (served < cell.connections) {
    return { kind: 'not-comparable', reason: `${served} of ${cell.connections} served` };
  }
  if (isMostlyDisturbed(row)) return { kind: 'disturbed', reason: disturbedIn(row) };
  if (!trials.some((trial) => isCounted(trial) && trial.measured.figures[primary] !== null)) {
    return { kind: 'not-comparable', reason: hasVerdicts ? 'too few samples' : 'no figure in any round' };
  }
  if (isClientBound(row) && clientFigures.includes(primary)) return { kind: 'not-comparable', reason: 'client limit' };
  return undefined;
}

/** What is said of rows that could be compared where the baseline cannot be. */
export const withoutBaseline = (baseline: MeasuredRow | undefined, why: Exclusion | undefined): Exclusion => ({
  kind: 'not-comparable',
  reason: baseline && why ? `the baseline ${baseline.cell.row}: ${why.reason}` : 'no baseline',
});

const isMostlyDisturbed = ({ trials, disturbedRounds }: MeasuredRow): boolean =>
  disturbedRounds * 2 > trials.filter(isMeasured).length;

const disturbedIn = ({ trials, disturbedRounds }: MeasuredRow): string =>
  `disturbed in ${disturbedRounds} of ${trials.filter(isMeasured).length} rounds`;
