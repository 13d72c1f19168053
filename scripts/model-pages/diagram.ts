// What a model's diagram shows, as data; drawn by draw.ts.

/** A thread, or memory that threads share: a queue, a ring. */
export interface Lane {
  /** The thread's, as ps shows it. */
  name: string;
  /** What it does, in a few words, after the clients it serves. */
  does: string;
  /** Clients that it serves, or that wait in it: numbers from 1 on. */
  clients?: readonly number[];
  isLoop?: true;
  /** Made for one connection, and gone with it. */
  isMade?: true;
  /** Memory, no thread. */
  isQueue?: true;
  /** Which listeners it takes connections from: places in the diagram's list. */
  accepts?: readonly number[];
}

export interface Process {
  name: string;
  /** At the right of its name. */
  note?: string;
  isMade?: true;
  lanes: readonly Lane[];
}

/** A lane: which process, which lane in it. */
export type Place = readonly [process: number, lane: number];

/** From one lane to others; its words are short: they stand beside it, one below the other. */
export interface Arrow {
  from: Place;
  to: readonly Place[];
  words: readonly string[];
}

export interface Diagram {
  model: string;
  /** What is to be seen, for who does not see it. */
  says: string;
  /** In the kernel: each listener with the clients that wait in its backlog. */
  listeners: readonly { name: string; waiting: readonly number[] }[];
  processes: readonly Process[];
  arrows?: readonly Arrow[];
}
