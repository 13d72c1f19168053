// The cells of a comparison: scenario × model × connections; those that cannot be, with the reason.
import type { Model } from '../models/model.js';
import { isNodeProcessPerConnection, mostNodeProcesses } from './node-processes.js';
import type { Cell } from './results.js';
import type { Scenario } from './scenario.js';

/** What all scenarios speak. */
const service = 'echo';

export function cellsOf(scenarios: readonly Scenario[], models: readonly Model[], asked: readonly number[]): Cell[] {
  return scenarios.flatMap((scenario) =>
    models.flatMap((model) =>
      scenario.connections(model, asked).map((connections) => ({
        scenario: scenario.name,
        model: model.name,
        connections,
        impossible: impossibleReason(model, connections),
      })),
    ),
  );
}

function impossibleReason(model: Model, connections: number): string | null {
  if (!model.services.includes(service)) return `does not serve ${service}`;
  if (isNodeProcessPerConnection(model) && connections > mostNodeProcesses) {
    return `each connection is a Node process; at most ${mostNodeProcesses} are asked for`;
  }
  return null;
}
