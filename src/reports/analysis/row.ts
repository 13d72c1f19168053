// A row of a table: its figures over the blocks, what it served, what failed, and its verdict.
import type { Label } from '../../load/label.js';
import type { Verdict } from '../../statistics/deciding.js';
import { median } from '../../statistics/summary.js';
import type { FigureName, Figures } from '../../trials/figures.js';
import { type Cell, isSameCell, type Results } from '../../trials/results.js';
import { type CellTable, trialsOf } from '../../trials/tables.js';
import type { Trial } from '../../trials/trial-result.js';
import { isCounted, isMeasured, valuesOf } from './counted.js';
import { type Estimate, estimate } from './estimate.js';

/** Why a row is in no comparison; the reason is for people. */
export interface Exclusion {
  kind: 'impossible' | 'failed' | 'disturbed' | 'not-comparable';
  reason: string;
}

/** `shown`: it has its place among the others, and nothing is compared. */
export type RowVerdict = Verdict | Exclusion | { kind: 'baseline' | 'control' | 'shown' };

/** The primary figure by the reference of the same block. */
export interface BlockRatio {
  block: number;
  ratio: number;
  isDisturbed: boolean;
}

/** What a row is before it is compared. */
export interface MeasuredRow {
  cell: Cell;
  /** In the order of the blocks. */
  trials: (Trial | undefined)[];
  figures: Partial<Record<FigureName, Estimate>>;
  systemCallsPerMessage: number | undefined;
  /** Connections, in the middle one of the blocks: a single bad block does not exclude a model. */
  served: number | undefined;
  disturbedBlocks: number;
  failures: string[];
  /** Of most of the blocks that count. */
  label: Label | undefined;
}

export interface Row extends MeasuredRow {
  /** To the reference of the same block: the mean of the baseline and its second self; none where it is not compared. */
  ratios: Partial<Record<FigureName, Estimate>>;
  blockRatios: BlockRatio[];
  verdict: RowVerdict;
}

export function measuredRow(cell: Cell, table: CellTable, results: Results): MeasuredRow {
  const trials = trialsOf(cell, table, results.blocks);
  const served = median(trials.filter(isMeasured).map(({ measured }) => measured.connections.served));
  const calls = results.systemCalls.cells.find((counted) => isSameCell(counted, cell));
  return {
    cell,
    trials,
    figures: figuresOf(trials),
    systemCallsPerMessage: calls?.perMessage,
    served: served === undefined ? undefined : Math.floor(served),
    disturbedBlocks: trials.filter((trial) => isMeasured(trial) && !isCounted(trial)).length,
    failures: trials.flatMap((trial) => trial?.failed ?? []),
    label: labelOf(trials),
  };
}

/** Its rate and its latency are the client's: at least so much, and never ranked. */
export const isClientBound = ({ label }: MeasuredRow): boolean => label === 'client-bound';

/** Has a place in the ranking. */
export const isRanked = ({ verdict }: Row): boolean =>
  !['impossible', 'failed', 'disturbed', 'not-comparable'].includes(verdict.kind);

function figuresOf(trials: readonly (Trial | undefined)[]): MeasuredRow['figures'] {
  const names = Object.keys(trials.find(isCounted)?.measured.figures ?? {}) as (keyof Figures)[];
  const figures: MeasuredRow['figures'] = {};
  for (const name of names) {
    const value = estimate(valuesOf(trials, name));
    if (value) figures[name] = value;
  }
  return figures;
}

function labelOf(trials: readonly (Trial | undefined)[]): Label | undefined {
  const labels = trials.filter(isCounted).map(({ quality }) => quality?.label);
  return (
    [...new Set(labels)].find((label) => labels.filter((each) => each === label).length * 2 > labels.length) ??
    undefined
  );
}
