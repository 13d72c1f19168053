// A table of texts, made once and laid out by each format.

export interface Grid {
  caption: string;
  head: string[];
  /** The first cell of each row names it. */
  rows: string[][];
}
