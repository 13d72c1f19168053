// Among how many a model's connections are shared out.
import type { Counts, Model } from './model.js';

/** Worker processes, or loops of one process; 0 or 1: there is nothing to share out. */
export const sharersOf = ({ claims }: Pick<Model, 'claims'>, counts: Counts): number =>
  (claims.sharers ?? claims.workers)(counts);
