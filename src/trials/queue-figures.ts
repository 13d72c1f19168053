// What a model's own queue cost those who waited in it, from one reading of its use to another.
import type { QueueUse } from '../addon/counters.cjs';
import type { Figures } from './figures.js';

type QueueFigures = Pick<Figures, 'queueWaitUs' | 'deepestQueue'>;

/** Null where nobody waited in a queue; the mean also where nobody has left it between the two. */
export function queueFigures(from: QueueUse | undefined, to: QueueUse | undefined): QueueFigures {
  if (!from || !to || to.deepest === 0) return { queueWaitUs: null, deepestQueue: null };
  const left = to.connections - from.connections;
  return { queueWaitUs: left > 0 ? (to.waitUs - from.waitUs) / left : null, deepestQueue: to.deepest };
}
