// What a comparison found: made once from the results, and rendered in every format.
import type { Results } from '../../trials/results.js';
import { type Table, tablesOf } from './tables.js';
import { type Trust, trustOf } from './trust.js';
import { type TwinPair, twinsOf } from './twins.js';

export interface Analysis {
  results: Results;
  /** In the order of the scenarios. */
  tables: Table[];
  trust: Trust;
  twins: TwinPair[];
}

/** Throws where the results are of a scenario that is not known. */
export function analyse(results: Results): Analysis {
  const tables = tablesOf(results);
  return { results, tables, trust: trustOf(results, tables), twins: twinsOf(results, tables) };
}
