// What serves a connection in a model, told from what the model says of itself: predictions rest on it.
import type { Counts } from '../models/model.js';
import { sharersOf } from '../models/sharers.js';
import type { Entrant } from '../trials/entrant.js';
import type { Prediction } from '../trials/scenario.js';

/**
 * `single`: one unit serves one connection, the others wait. `loop`: one unit serves all that are ready; `loops`: several
 * do, each of those that it has. `thread`, `process`: each connection has one of its own. `pool`: threads or processes
 * that were there before, as many as serve at once.
 */
export type Unit = 'single' | 'loop' | 'loops' | 'thread' | 'process' | 'pool';

export function unitOf(model: Entrant, counts: Counts): Unit {
  const { claims } = model;
  if (claims.processesPerConnection === 1) return 'process';
  if (claims.threadsPerConnection === 1) return 'thread';
  const atOnce = claims.servedAtOnce(counts);
  if (atOnce === 1) return 'single';
  if (Number.isFinite(atOnce)) return 'pool';
  return hasSeveralLoops(model, counts) ? 'loops' : 'loop';
}

/** A loop serves any number of connections: who has several has them in its workers, in its threads, or in both. */
const hasSeveralLoops = (model: Entrant, counts: Counts): boolean =>
  sharersOf(model, counts) > 1 || (model.takes.includes('loops') && counts.loops > 1);

/** The messages of several connections are worked on at once, by threads or processes: on several CPUs, where there are. */
export const isParallel = (model: Entrant, counts: Counts): boolean =>
  !['single', 'loop'].includes(unitOf(model, counts));

/** JavaScript runs for each message. */
export const isJavaScript = ({ language }: Entrant): boolean => language === 'TypeScript';

/** What boots for each connection, in words, where it has a V8 of its own; undefined where it has none. */
export function ownV8(model: Entrant, counts: Counts): string | undefined {
  const unit = unitOf(model, counts);
  if (!isJavaScript(model) || (unit !== 'thread' && unit !== 'process')) return undefined;
  return unit === 'process' ? 'a whole Node process' : 'a thread with a V8 of its own';
}

/** What is predicted of a model that does not serve so many at once; undefined where it does. */
export function predictWaiting({ claims }: Entrant, counts: Counts, connections: number): Prediction | undefined {
  const atOnce = claims.servedAtOnce(counts);
  if (atOnce >= connections) return undefined;
  const served = atOnce === 1 ? 'one connection' : `${atOnce} connections at once`;
  return { place: null, because: `it serves ${served}, the others wait` };
}
