// The cells of a comparison: scenario × client × row × connections; those that cannot be, with the reason.
import type { Client } from '../load/clients.js';
import type { Counts } from '../models/model.js';
import type { Entrant } from './entrant.js';
import { tooManyBoots } from './node-processes.js';
import type { Cell } from './results.js';
import type { Scenario } from './scenario.js';

/** The row in which the baseline is measured a second time: what differs there is what this machine cannot tell apart. */
export const controlRow = 'A/A control';

/** What decides which cells there are. */
export interface CellsAsked {
  scenarios: readonly Scenario[];
  models: readonly Entrant[];
  connections: readonly number[];
  baseline: string;
  service: string;
  clients: readonly Client[];
  counts: Counts;
}

/** A client that cannot drive a scenario has no cells there. */
export function cellsOf(asked: CellsAsked): Cell[] {
  return asked.scenarios.flatMap((scenario) =>
    asked.clients
      .filter((client) => (scenario.clients ?? ['native']).includes(client))
      .flatMap((client) =>
        asked.models.flatMap((model) =>
          scenario
            .connections(model, asked.connections)
            .flatMap((connections) => rows({ connections, client, model, scenario }, asked)),
        ),
      ),
  );
}

interface Place {
  scenario: Scenario;
  client: Client;
  model: Entrant;
  connections: number;
}

function rows(place: Place, asked: CellsAsked): Cell[] {
  const { scenario, client, model, connections } = place;
  const impossible = impossibleReason(place, asked);
  const cell = { scenario: scenario.name, model: model.name, client, connections, impossible };
  const always = scenario.serverOptions ?? [];
  const inRoles = (each: Omit<Cell, 'role'>, isBaseline: boolean): Cell[] =>
    isBaseline && scenario.hasVerdicts !== false
      ? [
          { ...each, role: 'baseline' },
          { ...each, row: controlRow, role: 'control' },
        ]
      : [{ ...each, role: 'entrant' }];
  if (scenario.variants && impossible !== null) {
    return [{ ...cell, row: model.name, serverOptions: [...always], role: 'entrant' }]; // said once, not for each variant
  }
  return (
    scenario.variants?.flatMap(({ name, serverOptions = [] }, i) =>
      inRoles({ ...cell, row: name, serverOptions: [...always, ...serverOptions] }, i === 0),
    ) ?? inRoles({ ...cell, row: model.name, serverOptions: [...always] }, model.name === asked.baseline)
  );
}

function impossibleReason({ scenario, model, connections }: Place, { service, counts }: CellsAsked): string | null {
  const absent = model.whyAbsent?.();
  if (absent !== undefined) return absent;
  if (!(scenario.services ?? ['echo']).includes(service)) return `the scenario does not speak ${service}`;
  if (!model.services.includes(service)) return `does not serve ${service}`;
  const tooMany = tooManyBoots(model, connections);
  if (tooMany !== null) return tooMany;
  if (model.foreign && scenario.serverOptions) {
    return `somebody else's server cannot be told ${scenario.serverOptions.join(' ')}`;
  }
  if (model.foreign && scenario.variants) return "somebody else's server has no variants";
  return scenario.impossible?.(model, counts) ?? null;
}
