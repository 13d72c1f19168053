// The models that a server may claim to be, and what one sees of each from outside.

export const expectations = ['spst', 'spmt', 'mpst', 'mpmt', 'event-loop'] as const;
export type Expectation = (typeof expectations)[number];

export const meanings: Record<Expectation, string> = {
  spst: 'one process, one thread, one client at a time',
  spmt: 'one process, a thread for each client that is served',
  mpst: 'several processes, one thread each',
  mpmt: 'several processes, several threads each',
  'event-loop': 'one process, one thread, many clients at once',
};

/** Who served the clients that were answered while all of them were there. */
export interface Serving {
  clients: number;
  processes: number;
  /** In all of these processes. */
  threads: number;
}

export function looksLike({ clients, processes, threads }: Serving): Expectation {
  if (clients <= 1) return 'spst';
  if (processes > 1) return threads > processes ? 'mpmt' : 'mpst';
  return threads > 1 ? 'spmt' : 'event-loop';
}

/** Whether one client must not hold up the others; unknown where nothing is claimed. */
export const servesMany = (expected: Expectation | undefined): boolean | undefined =>
  expected === undefined ? undefined : expected !== 'spst';
