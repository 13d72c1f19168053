// When rounds may end: every ratio is known well enough.
import { halfWidth, medianInterval } from './median-interval.js';
import type { RowRounds } from './verdicts.js';

/**
 * Whether the interval of every row is narrower than ± `target`, a share. It looks at widths only: to end when a verdict
 * comes out would make false ones likelier with every look.
 */
export function isPreciseEnough(rows: readonly Pick<RowRounds, 'logRatios'>[], target = 0.03): boolean {
  return rows.every(({ logRatios }) => {
    const interval = medianInterval(logRatios);
    return interval !== undefined && halfWidth(interval) < Math.log1p(target);
  });
}
