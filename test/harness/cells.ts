// The cells of the matrix model × service, of the models that can run here, and how much of a load each can be asked to carry.
import type { Model } from '../../src/models/model.js';
import { models } from '../../src/models/registry.js';
import { bootsRuntime } from '../../src/trials/node-processes.js';

/** Options under which a model's claims are measured: small pools, so that the next client has to wait. */
export const counts = { workers: 2, threads: 3, loops: 2 };

export interface Cell {
  model: Model;
  args: string[];
  /** Clients served at once, of those a test would open. */
  atOnce(most: number): number;
  /** A count given for threads and loops, less where each connection is a process or boots a runtime, but never below 10. */
  scaled(count: number): number;
}

/** What a connection costs more than a thread where it is a Node that boots, a Worker that boots, or a fork(2). */
function costOf(model: Model): number {
  if (bootsRuntime(model)) return model.claims.processesPerConnection === 1 ? 500 : 400;
  return model.claims.processesPerConnection === 1 ? 20 : 1;
}

export const modelsHere: readonly Model[] = models.filter((model) => model.whyAbsent?.() === undefined);

export const cells: readonly Cell[] = modelsHere.map((model) => ({
  model,
  args: model.takes.flatMap((option) => [`--${option}`, String(counts[option])]),
  atOnce: (most) => Math.min(most, model.claims.servedAtOnce(counts)),
  scaled: (count) => Math.max(Math.min(10, count), Math.round(count / costOf(model))),
}));
