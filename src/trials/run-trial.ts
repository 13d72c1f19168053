// One trial: a fresh server, one scenario on it, and nothing of either left behind.
import type { Counts, Model } from '../models/model.js';
import type { Cell, Trial } from './results.js';
import type { Scenario, StartUp, Timing } from './scenario.js';
import { startServer } from './start-server.js';
import type { Tools } from './tools.js';

export interface TrialPlan {
  cell: Cell;
  scenario: Scenario;
  model: Model;
  counts: Counts;
  timing: Timing;
  startUp: StartUp;
  expectedMs: number;
}

/** A trial that fails has a reason and no figures; it never rejects. */
export async function runTrial(plan: TrialPlan, tools: Tools, signal: AbortSignal): Promise<Trial> {
  const { scenario, model, connections } = plan.cell;
  const startedMs = performance.now();
  const outcome = await measure(plan, tools, signal).then(
    (measured) => ({ failed: null, measured }),
    (error: Error) => ({ failed: error.message, measured: null }),
  );
  return { scenario, model, connections, tookMs: Math.round(performance.now() - startedMs), ...outcome };
}

async function measure(plan: TrialPlan, tools: Tools, signal: AbortSignal) {
  const { scenario, cell, ...setting } = plan;
  const { model, counts } = setting;
  const over = new AbortController();
  const end = () => over.abort();
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  try {
    const server = await startServer(model, counts, tools, over.signal);
    try {
      return await scenario.run({ ...setting, connections: cell.connections, server, tools, signal: over.signal });
    } finally {
      await server.stop();
    }
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}
