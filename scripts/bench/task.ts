// What the bench consists of: pairs that are measured block by block, and checks that are made once.

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
  /** About how long both sides take together. */
  blockSeconds: number;
  /** Throws NotMeasured where this machine lacks something. */
  needs?(): void;
  /** `signal` aborts when the bench is interrupted. */
  ours(signal: AbortSignal): Promise<number[]>;
  theirs(signal: AbortSignal): Promise<number[]>;
}

/** Counted rather than timed: once is enough. */
export interface Check {
  kind: 'check';
  name: string;
  figure: string;
  atMost: number;
  seconds: number;
  needs?(): void;
  measure(): Promise<number>;
}

export type Task = Pair | Check;

/** What a task needs is not on this machine; the message says what to do. */
export class NotMeasured extends Error {}

/** Thrown by a side that knows its figures to be wrong: it is run again, and not counted if that does not help. */
export class Disturbed extends Error {}
