// What a comparison found: made once from the results, and rendered in every format.
import { models } from '../../models/registry.js';
import { scenarios } from '../../scenarios/registry.js';
import type { Entrant } from '../../trials/entrant.js';
import type { Results } from '../../trials/results.js';
import type { Scenario } from '../../trials/scenario.js';
import { type ClientsCompared, clientsOf } from './clients.js';
import { type Predicted, predictionsOf } from './predictions.js';
import { type Table, tablesOf } from './tables.js';
import { type Trust, trustOf } from './trust.js';
import { type TwinPair, twinsOf } from './twins.js';

export interface Analysis {
  results: Results;
  /** In the order of the scenarios. */
  tables: Table[];
  trust: Trust;
  predictions: Predicted[];
  twins: TwinPair[];
  clients: ClientsCompared[];
}

/** What the results are read with. */
export interface Known {
  scenarios: readonly Scenario[];
  models: readonly Entrant[];
}

/** Throws where the results are of a scenario that is not known. */
export function analyse(results: Results, known: Known = { scenarios, models }): Analysis {
  const tables = tablesOf(results, known.scenarios);
  return {
    results,
    tables,
    trust: trustOf(results, tables),
    predictions: predictionsOf(results, tables, known.models),
    twins: twinsOf(results, tables),
    clients: clientsOf(results, tables),
  };
}
