// What there is to say of a scenario before it is run: its question, what it does and shows, and what is predicted of each model.
import { z } from 'zod';
import { clients } from '../load/clients.js';
import type { Counts } from '../models/model.js';
import { cellsOf } from '../trials/cells.js';
import type { Entrant } from '../trials/entrant.js';
import { type FigureName, figuresSchema } from '../trials/figures.js';
import type { Scenario } from '../trials/scenario.js';

const predictionSchema = z.object({
  model: z.string(),
  connections: z.array(z.int()).describe('with which it is run; one table for each, or one for all'),
  impossible: z.string().nullable().describe('why it cannot be asked for this scenario'),
  place: z
    .int()
    .nullable()
    .describe('1 is the cheapest, and one place is no difference; null: expected not to hold the scenario'),
  because: z.string(),
});

const scenarioSchema = z.object({
  name: z.string(),
  question: z.string(),
  does: z.string(),
  shows: z.string(),
  primary: z.enum(Object.keys(figuresSchema.shape) as [FigureName, ...FigureName[]]).describe('less is better'),
  unit: z.enum(['message', 'connection']),
  hasVerdicts: z.boolean().describe('false: its figures are shown, and nothing is compared'),
  tablePer: z.enum(['connections', 'scenario', 'model']),
  takesConnections: z.boolean().describe('--connections sets how many'),
  sweep: z.string().nullable().describe('of what the variants are points'),
  variants: z.array(z.string()).describe('the rows of each model; empty: the model is the row'),
  services: z.array(z.string()),
  clients: z.array(z.enum(clients)),
  models: z.array(predictionSchema),
});

export const scenariosDocument = z.object({ version: z.literal(1), scenarios: z.array(scenarioSchema) });

export type ScenarioDescription = z.infer<typeof scenarioSchema>;

/** What a comparison would be asked for if nothing is said. */
export interface Usual {
  models: readonly Entrant[];
  connections: readonly number[];
  counts: Counts;
  service: string;
}

export function describe(scenario: Scenario, usual: Usual): ScenarioDescription {
  const { name, question, shows, primary, unit, hasVerdicts, tablePer, sweep, variants, services, clients } = scenario;
  const models = usual.models.map((model) => predicted(scenario, model, usual));
  return {
    ...{ name, question, does: scenario.does(models[0]?.connections[0] ?? 0), shows, primary, unit, tablePer },
    hasVerdicts: hasVerdicts ?? true,
    takesConnections: takesConnections(scenario, usual),
    sweep: sweep ?? null,
    variants: variants?.map((variant) => variant.name) ?? [],
    services: [...(services ?? ['echo'])],
    clients: [...(clients ?? ['native' as const])],
    models,
  };
}

function predicted(scenario: Scenario, model: Entrant, { connections, counts, service }: Usual) {
  const alone = { scenarios: [scenario], models: [model], clients: scenario.clients ?? (['native'] as const) };
  const cells = cellsOf({ ...alone, connections, counts, service, baseline: '' });
  const asked = [...new Set(cells.map((cell) => cell.connections))];
  return {
    model: model.name,
    connections: asked,
    impossible: cells.every((cell) => cell.impossible !== null) ? (cells[0]?.impossible ?? null) : null,
    ...scenario.predict(model, counts, Math.max(...asked)),
  };
}

const takesConnections = (scenario: Scenario, { models, connections }: Usual): boolean =>
  models.some((model) => {
    const others = scenario.connections(
      model,
      connections.map((count) => count + 1),
    );
    return others.join() !== scenario.connections(model, connections).join();
  });

export const scenariosJsonSchema = (): string =>
  `${JSON.stringify({ title: 'forkroad scenarios --json', ...z.toJSONSchema(scenariosDocument) }, null, 2)}\n`;
