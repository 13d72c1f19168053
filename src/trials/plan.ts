// The plan of a comparison: which trials there are, how many blocks there may be, and how long they take.
import type { Client } from '../load/clients.js';
import type { Counts } from '../models/model.js';
import type { LookPlan } from '../statistics/looks.js';
import { cellsOf } from './cells.js';
import type { CheckedModel } from './check-models.js';
import type { Entrant } from './entrant.js';
import { longerByMs } from './measure-load.js';
import { placementOf } from './placement.js';
import type { Cell, Results } from './results.js';
import type { TrialPlan } from './run-trial.js';
import type { Scenario, Timing, Variant } from './scenario.js';

/** What the user asked for, complete. */
export interface Request {
  models: readonly Entrant[];
  /** Asked for with all others, and not there on this machine. */
  absent?: Results['absent'];
  scenarios: readonly Scenario[];
  connections: readonly number[];
  /** `exactly`: every row runs in so many; else a row leaves when it is decided. */
  blocks: { exactly: number | null; atMost: number };
  looks: LookPlan;
  /** No block begins that would not end within it; null: none. */
  budgetMs: number | null;
  baseline: string;
  service: string;
  /** Each drives what it can. */
  clients: readonly Client[];
  seed: number;
  counts: Counts;
  timing: Timing;
  countsSystemCalls: boolean;
}

export interface Plan extends Request {
  checked: readonly CheckedModel[];
  cells: Cell[];
  /** The possible cells, in no order that matters. */
  trials: TrialPlan[];
  ceilings: Results['clientCeilings'];
  /** Of one block of each table. */
  blocksMs: number;
}

export function planOf(request: Request, checked: readonly CheckedModel[], ceilings: Results['clientCeilings']): Plan {
  const cells = cellsOf(request);
  const trials = cells
    .filter((cell) => cell.impossible === null)
    .map((cell) => trialOf(cell, request, checked, ceilings));
  const blocksMs = trials.reduce((sum, { expectedMs }) => sum + expectedMs, 0);
  return { ...request, checked, cells, trials, ceilings, blocksMs };
}

function trialOf(
  cell: Cell,
  { scenarios, counts: askedCounts, timing, service }: Request,
  checked: readonly CheckedModel[],
  ceilings: Results['clientCeilings'],
): TrialPlan {
  const scenario = scenarios.find(({ name }) => name === cell.scenario);
  const known = checked.find(({ model }) => model.name === cell.model);
  if (!scenario || !known) throw new Error(`no such cell: ${cell.scenario} × ${cell.model}`);
  const { model, startUp, atRest } = known;
  const { connections, client } = cell;
  const variant = variantOf(cell, scenario);
  const counts = { ...askedCounts, ...variant?.counts };
  const ceiling = ceilings.find((each) => each.scenario === cell.scenario && each.connections === connections);
  const isCalibrated = client === 'native' && ceiling !== undefined;
  const setting = {
    ...{ model, counts, service, client, timing, startUp },
    placement: placementOf(scenario.placement),
    idleCpuUsPerSecond: atRest?.idleCpuUsPerSecond ?? 0,
    clientCeilingPerSecond: isCalibrated ? ceiling.perSecond : null,
  };
  const scenarioMs = scenario.expectedMs({ ...setting, connections }) + longerByMs(client, startUp);
  return { cell, scenario, ...setting, expectedMs: startUp.readyMs + scenarioMs + startUp.stopMs };
}

/** The control is the first variant again. */
const variantOf = ({ row, role }: Cell, { variants }: Scenario): Variant | undefined =>
  role === 'control' ? variants?.[0] : variants?.find(({ name }) => name === row);
