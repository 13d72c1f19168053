// The plan of a comparison: which trials make a round, and how long all rounds will take.
import type { Counts, Model } from '../models/model.js';
import { cellsOf } from './cells.js';
import type { CheckedModel } from './check-models.js';
import type { Cell } from './results.js';
import type { TrialPlan } from './run-trial.js';
import type { Scenario, StartUp, Timing } from './scenario.js';

/** What the user asked for, complete. */
export interface Request {
  models: readonly Model[];
  scenarios: readonly Scenario[];
  connections: readonly number[];
  rounds: number;
  baseline: string;
  seed: number;
  counts: Counts;
  timing: Timing;
}

export interface Plan extends Request {
  cells: Cell[];
  /** The possible cells, in no order that matters. */
  trials: TrialPlan[];
  startUps: ReadonlyMap<string, StartUp | null>;
  expectedMs: number;
}

export function planOf(request: Request, checked: readonly CheckedModel[]): Plan {
  const cells = cellsOf(request.scenarios, request.models, request.connections);
  const trials = cells.filter((cell) => cell.impossible === null).map((cell) => trialOf(cell, request, checked));
  return {
    ...request,
    cells,
    trials,
    startUps: new Map(checked.map(({ model, startUp, failed }) => [model.name, failed === null ? startUp : null])),
    expectedMs: request.rounds * trials.reduce((sum, { expectedMs }) => sum + expectedMs, 0),
  };
}

function trialOf(cell: Cell, { scenarios, counts, timing }: Request, checked: readonly CheckedModel[]): TrialPlan {
  const scenario = scenarios.find(({ name }) => name === cell.scenario);
  const known = checked.find(({ model }) => model.name === cell.model);
  if (!scenario || !known) throw new Error(`no such cell: ${cell.scenario} × ${cell.model}`);
  const { model, startUp } = known;
  const scenarioMs = scenario.expectedMs({ model, connections: cell.connections, counts, timing, startUp });
  const expectedMs = startUp.readyMs + scenarioMs + startUp.stopMs;
  return { cell, scenario, model, counts, timing, startUp, expectedMs };
}
