// Whether a load was as costly at its end as at its begin: a server that was warm shows no trend.
import { leastSquares } from '../statistics/least-squares.js';
import type { RawWindow } from './trial-result.js';

type Costly = Pick<RawWindow, 'cpuUs' | 'messages' | 'disturbedBy'>;

/** Two windows have a difference, no trend. */
const leastWindows = 3;

/**
 * By which share the CPU time per message changed from the first of the windows to the last, on the straight line through
 * those that count, of their mean: −0.5 fell by half of it. Null where too few count or had messages.
 */
export function trendShareOf(windows: readonly Costly[], counts: (window: Costly) => boolean): number | null {
  const points = windows.flatMap((window, x) => {
    const { cpuUs, messages } = window;
    return messages > 0 && counts(window) ? [{ x, y: cpuUs / messages }] : [];
  });
  if (points.length < leastWindows) return null;
  const mean = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  const slope = leastSquares(points)?.slope;
  return slope === undefined || mean === 0 ? null : (slope * (windows.length - 1)) / mean;
}
