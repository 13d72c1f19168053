// What serves a connection in a model, told from what the model says of itself: predictions rest on it.
import type { Counts } from '../models/model.js';
import type { Entrant } from '../trials/entrant.js';

/**
 * `single`: one unit serves one connection, the others wait. `loop`: one unit serves all that are ready. `thread`, `process`:
 * each connection has one of its own. `pool`: threads or processes that were there before, as many as serve at once.
 */
export type Unit = 'single' | 'loop' | 'thread' | 'process' | 'pool';

export function unitOf({ claims }: Entrant, counts: Counts): Unit {
  if (claims.processesPerConnection === 1) return 'process';
  if (claims.threadsPerConnection === 1) return 'thread';
  const atOnce = claims.servedAtOnce(counts);
  if (atOnce === 1) return 'single';
  return Number.isFinite(atOnce) ? 'pool' : 'loop';
}

/** The messages of several connections are worked on at once, by threads or processes: on several CPUs, where there are. */
export function isParallel(model: Entrant, counts: Counts): boolean {
  const unit = unitOf(model, counts);
  if (unit !== 'loop') return unit !== 'single';
  return model.claims.workers(counts) > 1 || model.claims.threads(counts) > 1;
}

/** JavaScript runs for each message. */
export const isJavaScript = ({ language }: Entrant): boolean => language === 'TypeScript';
