// Twins, the same model in two languages: what the model costs, and what the runtime adds to it.
import { pairedLogRatios } from '../../statistics/paired-ratios.js';
import type { Results } from '../../trials/results.js';
import { valuesOf } from './counted.js';
import { type Estimate, estimateRatio } from './estimate.js';
import type { Row } from './row.js';
import type { Table } from './tables.js';

export interface TwinCosts {
  table: Table;
  /** The twin that runs no JavaScript for a connection: its cost is the model's. */
  native: Row;
  runtime: Row;
  nativeCost: Estimate;
  runtimeCost: Estimate;
  /** runtime / native, paired within blocks. */
  ratio: Estimate;
}

export interface TwinPair {
  nativeName: string;
  runtimeName: string;
  /** In each table in which both can be compared. */
  costs: TwinCosts[];
  /** Where they cannot, and why not. */
  missing: { table: Table; reason: string }[];
}

export function twinsOf({ models }: Results, tables: readonly Table[]): TwinPair[] {
  const pairs = models.flatMap((model) => {
    const twin = models.find(({ name }) => name === model.twinOf);
    if (!twin) return [];
    const [native, runtime] = model.language === 'C++' ? [model, twin] : [twin, model];
    return [{ nativeName: native.name, runtimeName: runtime.name }];
  });
  const once = pairs.filter(({ nativeName }, i) => pairs.findIndex((pair) => pair.nativeName === nativeName) === i);
  return once.map((pair) => ({ ...pair, ...costsOf(pair, tables) }));
}

/** Under one client: what another one changes is told elsewhere. */
function costsOf(pair: { nativeName: string; runtimeName: string }, tables: readonly Table[]) {
  const costs: TwinCosts[] = [];
  const missing: TwinPair['missing'] = [];
  const client = tables[0]?.client;
  for (const table of tables.filter((each) => each.model === null && each.hasVerdicts && each.client === client)) {
    const native = table.rows.find(({ cell }) => cell.row === pair.nativeName);
    const runtime = table.rows.find(({ cell }) => cell.row === pair.runtimeName);
    if (!native || !runtime) continue;
    const cost = costOf(table, native, runtime);
    if (typeof cost === 'string') missing.push({ table, reason: cost });
    else costs.push(cost);
  }
  return { costs, missing };
}

/** Or why there is none. Twins that serve equally few of the connections asked for are each other's equal. */
function costOf(table: Table, native: Row, runtime: Row): TwinCosts | string {
  const { primary } = table.scenario;
  const isEqual = native.served === runtime.served && [native, runtime].every(isPartlyServed);
  const excluded = [native, runtime].flatMap((row) =>
    isEqual || !('reason' in row.verdict) ? [] : [`${row.cell.row}: ${row.verdict.reason}`],
  );
  if (excluded.length > 0) return excluded.join(', ');
  const nativeCost = native.figures[primary];
  const runtimeCost = runtime.figures[primary];
  const ratio = estimateRatio(pairedLogRatios(valuesOf(runtime.trials, primary), valuesOf(native.trials, primary)));
  if (!nativeCost || !runtimeCost || !ratio) return 'no block has it of both';
  return { table, native, runtime, nativeCost, runtimeCost, ratio };
}

const isPartlyServed = ({ verdict, served, cell }: Row): boolean =>
  verdict.kind === 'not-comparable' && served !== undefined && served < cell.connections;
