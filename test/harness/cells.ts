// The cells of the matrix model × service, of the models that can run here, and how much of a load each can be asked to carry.
import type { Model } from '../../src/models/model.js';
import { models } from '../../src/models/registry.js';
import { isNodeProcessPerConnection } from '../../src/trials/node-processes.js';

/** Options under which a model's claims are measured: small pools, so that the next client has to wait. */
export const counts = { workers: 2, threads: 3, loops: 2 };

export interface Cell {
  model: Model;
  args: string[];
  /** Clients served at once, of those a test would open. */
  atOnce(most: number): number;
  /** A count given for threads and loops, less where each connection is a process, but never below 10. */
  scaled(count: number): number;
}

/** What a process per connection costs more than a thread: a Node that boots, or a fork(2). */
const processCost = (model: Model) => (isNodeProcessPerConnection(model) ? 500 : 20);

export const modelsHere: readonly Model[] = models.filter((model) => model.whyAbsent?.() === undefined);

export const cells: readonly Cell[] = modelsHere.map((model) => ({
  model,
  args: model.takes.flatMap((option) => [`--${option}`, String(counts[option])]),
  atOnce: (most) => Math.min(most, model.claims.servedAtOnce(counts)),
  scaled: (count) =>
    model.claims.processesPerConnection === 1 ? Math.max(10, Math.round(count / processCost(model))) : count,
}));
