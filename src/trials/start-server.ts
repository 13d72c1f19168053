// A model's server, ready: with all the workers and threads that the model says it has before any client.
import { setTimeout as delay } from 'node:timers/promises';
import type { Counts } from '../models/model.js';
import type { Entrant } from './entrant.js';
import { startMeasuredForeign } from './measured-foreign.js';
import { patient } from './patience.js';
import type { Placement } from './placement.js';
import type { RunningServer } from './running-server.js';
import { ServerProcess } from './server-process.js';
import type { Tools } from './tools.js';
import { treeCounts } from './tree-counts.js';
import { within } from './within.js';

const readyDeadlineMs = 10_000;
const lookEveryMs = 5;

export interface ToStart {
  model: Entrant;
  counts: Counts;
  service: string;
  /** What it is told beside these. */
  options?: readonly string[];
  /** That it may run on; null: any. */
  cpus?: Placement['server'];
}

/**
 * A server listens before its workers have booted; the first of them would get all the connections.
 * Threads of Node's own are above the count, so that the last threads of a pool may still be a moment away.
 */
export async function startServer(
  { model, counts, service, options = [], cpus = null }: ToStart,
  tools: Tools,
  signal: AbortSignal,
): Promise<RunningServer> {
  if (model.foreign) return startMeasuredForeign(model.foreign.command, signal, cpus);
  const command = [...tools.serverCommand(model, counts), '--service', service, ...options];
  const server = await ServerProcess.start(command, signal, { isTalkative: options.includes('--packets'), cpus });
  try {
    const over = new AbortController();
    const ready = untilReady(server.pid, model, counts, over.signal);
    const what = `${model.claims.workers(counts)} workers and ${model.claims.threads(counts)} threads of the server`;
    await within(patient(readyDeadlineMs), what, server.during(ready)).finally(() => over.abort());
    server.ready();
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function untilReady(pid: number, { claims }: Entrant, counts: Counts, over: AbortSignal): Promise<void> {
  const processes = 1 + claims.workers(counts);
  const threads = processes + claims.threads(counts);
  while (!over.aborted) {
    const now = treeCounts(pid);
    if (now.processes >= processes && now.threads >= threads) return;
    await delay(lookEveryMs);
  }
}
