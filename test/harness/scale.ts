// How often a test repeats what it repeats: in full under `make soak`, a stated share of it under `make test`.

/** Set by `make soak`. */
export const isSoak = process.env.FORKROAD_SOAK === '1';

/** What `make test` runs of the full counts: enough to find what goes wrong once in a hundred times. */
const testShare = 1 / 10;

/** A full count, or the share of it, but not below `least`. */
export const repeated = (full: number, least = 10): number =>
  isSoak ? full : Math.min(full, Math.max(least, Math.round(full * testShare)));
