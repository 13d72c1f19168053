// What the bench consists of: pairs that are measured in rounds, and checks that are made once.

/** A ratio to be reached or not to be passed; of a check, a value. */
export interface Goal {
  atLeast?: number | undefined;
  atMost?: number | undefined;
}

export interface Figure {
  /** With its unit: "rate, /s". */
  name: string;
  /** Of the ratio ours / theirs. Without one the figure is shown, and nothing is asked of it. */
  goal?: Goal;
}

/**
 * Two ways of doing the same. Each side starts its programs anew, since where the scheduler happens to put a process can
 * cost more than what is compared; it gives its figures in the order of `figures`.
 */
export interface Pair {
  kind: 'pair';
  /** What is compared with what; no two tasks have the same name. */
  name: string;
  figures: Figure[];
  /** About how long one round takes: what its share of the time is reckoned from. */
  roundSeconds: number;
  ours(): Promise<number[]>;
  theirs(): Promise<number[]>;
}

/** Counted rather than timed: once is enough. */
export interface Check {
  kind: 'check';
  name: string;
  figure: string;
  atMost: number;
  seconds: number;
  measure(): Promise<number>;
}

export type Task = Pair | Check;

/** Thrown by what a task measures when this machine lacks something for it; the message says what to do. */
export class NotMeasured extends Error {}
