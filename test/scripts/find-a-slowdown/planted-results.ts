// Results of a comparison with planted rows in which each trial's cost is what the test says.
import { type PlantedRow, plantedScenario } from '../../../scripts/find-a-slowdown/rows.js';
import { findModel } from '../../../src/models/registry.js';
import type { Entrant } from '../../../src/trials/entrant.js';
import { noFigures } from '../../../src/trials/figures.js';
import { newResults } from '../../../src/trials/new-results.js';
import { planOf } from '../../../src/trials/plan.js';
import type { CellKey, Results } from '../../../src/trials/results.js';
import { noLoad, type Trial } from '../../../src/trials/trial-result.js';

export const model = findModel('epoll') as Entrant;

export interface MadeUp {
  rows: readonly PlantedRow[];
  blocks: number;
  /** Of the baseline and of the control, too, by their names. */
  cost(row: string, block: number): number;
}

export function plantedResults({ rows, blocks, cost }: MadeUp): Results {
  const startUp = { listeningMs: 1, readyMs: 1, echoMs: 1, stopMs: 1 };
  const plan = planOf(
    {
      models: [model],
      scenarios: [plantedScenario(rows, 10)],
      connections: [16],
      blocks: { exactly: null, atMost: 29 },
      looks: 'usual',
      budgetMs: null,
      baseline: model.name,
      service: 'echo',
      clients: ['native'],
      seed: 1,
      counts: { workers: 2, threads: 64, loops: 2 },
      timing: { warmUpCapMs: 1, windowMs: 1, windows: 1 },
      countsSystemCalls: false,
    },
    [{ model, startUp, atRest: null, failed: null }],
    [],
  );
  const results = newResults(plan, { commandLine: ['test'], plannedMs: 1 });
  const numbers = Array.from({ length: blocks }, (_, i) => i + 1);
  return {
    ...results,
    ended: 'decided',
    duration: { plannedMs: 1, tookMs: 60_000 },
    blocks: numbers.map((block) => ({
      table: `ping-pong-${model.name}`,
      block,
      trials: results.cells.map((cell) => trialOf(cell, cost(cell.row, block))),
    })),
  };
}

const trialOf = ({ scenario, row, model, client, connections }: CellKey, cpuUsPerMessage: number): Trial => ({
  ...{ scenario, row, model, client, connections, attempt: 1, tookMs: 1, failed: null },
  measured: {
    connections: { asked: 16, established: 16, served: 16 },
    figures: { ...noFigures, cpuUsPerMessage },
    latency: null,
    ...noLoad,
    looks: [],
    curve: null,
    raw: { windows: null, levels: null, errors: {} },
  },
  quality: {
    yardstickUs: { before: [], after: [] },
    ...{ windows: 1, kept: 1, isDisturbed: false, label: null, labelReason: null },
  },
});
