// The cells of a comparison: scenario × row × connections; those that cannot be, with the reason.
import type { Model } from '../models/model.js';
import { isNodeProcessPerConnection, mostNodeProcesses } from './node-processes.js';
import type { Cell } from './results.js';
import type { Scenario, Variant } from './scenario.js';

/** What all scenarios speak. */
const service = 'echo';

/** The row in which the baseline is measured a second time: what differs there is what this machine cannot tell apart. */
export const controlRow = 'A/A control';

export function cellsOf(
  scenarios: readonly Scenario[],
  models: readonly Model[],
  asked: readonly number[],
  baseline: string,
): Cell[] {
  return scenarios.flatMap((scenario) =>
    models.flatMap((model) =>
      scenario.connections(model, asked).flatMap((connections) => rows(connections, model, scenario)),
    ),
  );

  function rows(connections: number, model: Model, { name: scenario, variants }: Scenario): Cell[] {
    const impossible = impossibleReason(model, connections);
    const cell = { scenario, model: model.name, connections, impossible };
    const variantRow = ({ name, serverOptions }: Variant, i: number): Cell[] =>
      withControl({ ...cell, row: name, serverOptions: [...serverOptions] }, i === 0);
    return (
      variants?.flatMap(variantRow) ??
      withControl({ ...cell, row: model.name, serverOptions: [] }, model.name === baseline)
    );
  }
}

function withControl(cell: Omit<Cell, 'role'>, isBaseline: boolean): Cell[] {
  if (!isBaseline) return [{ ...cell, role: 'entrant' }];
  return [
    { ...cell, role: 'baseline' },
    { ...cell, row: controlRow, role: 'control' },
  ];
}

function impossibleReason(model: Model, connections: number): string | null {
  if (!model.services.includes(service)) return `does not serve ${service}`;
  if (isNodeProcessPerConnection(model) && connections > mostNodeProcesses) {
    return `each connection is a Node process; at most ${mostNodeProcesses} are asked for`;
  }
  return null;
}
