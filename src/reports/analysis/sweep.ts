// A sweep: a model's figure over the sizes of something of its own, and the size from which more of it brings little.
import type { Estimate } from './estimate.js';
import type { Row } from './row.js';
import type { Table } from './tables.js';

/** A size that comes so near to the best is as good as it. */
export const kneeWithin = 0.05;

export interface SweepPoint {
  size: number;
  /** The primary figure. */
  value: Estimate;
}

export interface Sweep {
  table: Table;
  /** What is swept: "threads". */
  axis: string;
  /** By size; those that were measured. */
  points: [SweepPoint, ...SweepPoint[]];
  best: SweepPoint;
  /** The smallest size whose median is within 5 % of the best; undefined where larger ones were not measured and may be better. */
  knee: SweepPoint | undefined;
}

/** It stands by itself, whatever became of the baseline. */
const isWhole = ({ verdict, served = 0, cell }: Row): boolean =>
  verdict.kind !== 'disturbed' && served >= cell.connections;

/** Undefined where the table is of no sweep, or nothing was measured. */
export function sweepOf(table: Table): Sweep | undefined {
  const { sweep: axis, primary } = table.scenario;
  if (!axis) return undefined;
  const points = table.rows
    .flatMap((row) => {
      const value = row.figures[primary];
      return value && isWhole(row) ? [{ size: Number(row.cell.row), value }] : [];
    })
    .sort((a, b) => a.size - b.size);
  const [first, ...others] = points;
  if (!first) return undefined;
  const best = others.reduce((least, point) => (point.value.median < least.value.median ? point : least), first);
  const isNear = ({ value }: SweepPoint) => value.median <= best.value.median * (1 + kneeWithin);
  const isOpen = best === points.at(-1) && table.rows.some(({ cell }) => Number(cell.row) > best.size);
  return { table, axis, points: [first, ...others], best, knee: isOpen ? undefined : points.find(isNear) };
}
