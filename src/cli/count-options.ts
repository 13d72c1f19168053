// --workers, --threads and --loops: the options that give a model its numbers.
import { Option } from 'commander';
import { type Counts, countOptions } from '../models/model.js';
import { wholeNumber } from './units.js';

/** Threads of a pool where nobody says otherwise. */
export const defaultThreads = 64;

/** Each has a slot of counters (native/serving/counters.h), the first of which is the parent's. One per CPU fits any machine. */
const mostCounted = 4095;

const described: Record<keyof Counts, { text: string; atMost: number }> = {
  workers: { text: 'worker processes, where the model has them (default: one per CPU)', atMost: mostCounted },
  threads: { text: `threads of a pool, per process (default: ${defaultThreads})`, atMost: 4096 },
  loops: { text: 'threads that each serve many connections, per process (default: one per CPU)', atMost: mostCounted },
};

/** Of those named; all of them, if none is. Commander knows no default: what is not given stays undefined. */
export const countOptionsFor = (names: readonly (keyof Counts)[] = countOptions): Option[] =>
  names.map((name) => {
    const { text, atMost } = described[name];
    return new Option(`--${name} <n>`, text).argParser(wholeNumber(1, atMost));
  });
