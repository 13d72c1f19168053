// What the scenarios predict of each model, against what came.

import { fewestBlocks } from '../../statistics/looks.js';
import type { Entrant } from '../../trials/entrant.js';
import type { Results } from '../../trials/results.js';
import { valuesOf } from './counted.js';
import type { Row } from './row.js';
import type { Table } from './tables.js';

/** Compared with the baseline; `holds` where the baseline itself is expected not to hold the scenario. */
export type Expectation = 'less' | 'same' | 'more' | 'cannot' | 'holds';

/** `open`: it cannot be told. `not-measured`: it was not put to the test. */
export type Agreement = 'as-predicted' | 'otherwise' | 'open' | 'not-measured';

export interface Predicted {
  table: Table;
  row: Row;
  expected: Expectation;
  /** Why, in a clause. */
  because: string;
  /** Undefined where it cannot be told, or was not measured. */
  came: Expectation | undefined;
  agreement: Agreement;
}

/** In the order of the tables. A program of someone else's has no prediction, nor have variants of one model. */
export function predictionsOf(results: Results, tables: readonly Table[], models: readonly Entrant[]): Predicted[] {
  const [client] = results.asked.clients;
  return tables
    .filter((table) => table.model === null && table.client === client)
    .flatMap((table) => table.rows.flatMap((row) => predictedOf(row, table, results, models)));
}

function predictedOf(row: Row, table: Table, { asked }: Results, models: readonly Entrant[]): Predicted[] {
  const named = (name: string) => models.find((model) => model.name === name);
  const [model, baseline] = [named(row.cell.model), named(asked.baseline)];
  if (!model || !baseline) return [];
  const { connections } = row.cell;
  const { place, because } = table.scenario.predict(model, asked.counts, connections);
  const beside = table.scenario.predict(baseline, asked.counts, connections).place;
  const expected = expectationOf(place, beside);
  const isItself = row.cell.model === asked.baseline;
  if (isItself && expected === 'same') return [];
  const isTested = row.verdict.kind !== 'impossible' && row.trials.some((trial) => trial !== undefined);
  const came = isTested ? cameOf(row, table, asked.baseline, expected) : undefined;
  return [{ table, row, expected, because, came, agreement: isTested ? agreementOf(expected, came) : 'not-measured' }];
}

function expectationOf(place: number | null, beside: number | null): Expectation {
  if (place === null) return 'cannot';
  if (beside === null) return 'holds';
  return place < beside ? 'less' : place > beside ? 'more' : 'same';
}

const agreementOf = (expected: Expectation, came: Expectation | undefined): Agreement =>
  came === undefined ? 'open' : came === expected ? 'as-predicted' : 'otherwise';

function cameOf(row: Row, table: Table, baseline: string, expected: Expectation): Expectation | undefined {
  const { verdict, served, cell } = row;
  if (verdict.kind === 'failed' || (served !== undefined && served < cell.connections)) return 'cannot';
  if (verdict.kind === 'disturbed') return undefined;
  if (expected === 'holds' || expected === 'cannot') return 'holds';
  if (!table.hasVerdicts) return cameEachBlock(row, table, baseline);
  switch (verdict.kind) {
    case 'cheaper':
      return 'less';
    case 'costlier':
      return 'more';
    case 'no-difference':
      return 'same';
    default:
      return undefined;
  }
}

/** Where there are no verdicts, it counts what is so in every block of enough of them. */
function cameEachBlock(row: Row, { rows, scenario: { primary } }: Table, baseline: string): Expectation | undefined {
  const other = rows.find(({ cell }) => cell.model === baseline);
  if (!other) return undefined;
  const others = valuesOf(other.trials, primary);
  const signs = valuesOf(row.trials, primary).flatMap((value, i) => {
    const beside = others[i] ?? null;
    return value === null || beside === null ? [] : [Math.sign(value - beside)];
  });
  if (signs.length < fewestBlocks || new Set(signs).size !== 1) return undefined;
  return signs[0] === 0 ? 'same' : signs[0] === 1 ? 'more' : 'less';
}
