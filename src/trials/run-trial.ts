// One trial: a fresh server, one scenario on it, the yardstick before and after, and nothing left behind.
import type { Client } from '../load/clients.js';
import type { Counts } from '../models/model.js';
import { printable } from '../text/printable.js';
import type { Entrant } from './entrant.js';
import type { Placement } from './placement.js';
import type { Cell } from './results.js';
import type { Outcome, Scenario, StartUp, Timing } from './scenario.js';
import type { Session } from './session.js';
import { startServer } from './start-server.js';
import type { Tools } from './tools.js';
import type { Quality, Trial } from './trial-result.js';
import { isKept } from './windows.js';

export interface TrialPlan {
  cell: Cell;
  scenario: Scenario;
  model: Entrant;
  counts: Counts;
  service: string;
  client: Client;
  timing: Timing;
  startUp: StartUp;
  placement: Placement;
  idleCpuUsPerSecond: number;
  clientCeilingPerSecond: number | null;
  expectedMs: number;
}

export interface Around {
  tools: Tools;
  session: Session;
  signal: AbortSignal;
}

/** A cell that keeps less than this share of its windows is disturbed. */
const leastKeptShare = 0.6;

/** A trial that fails has a reason and no figures; it never rejects. */
export async function runTrial(plan: TrialPlan, attempt: number, { tools, session, signal }: Around): Promise<Trial> {
  const { scenario, row, model, client, connections } = plan.cell;
  const startedMs = performance.now();
  const before = session.read();
  const ended = await measure(plan, { tools, session, signal }).then(
    (outcome) => ({ failed: null, outcome }),
    (error: Error) => ({ failed: printable(error.message), outcome: null }),
  );
  const after = session.read();
  session.others.learn(ended.outcome?.measured.raw.windows ?? []);
  const yardstickUs = { before, after };
  return {
    ...{ scenario, row, model, client, connections, attempt },
    tookMs: Math.round(performance.now() - startedMs),
    failed: ended.failed,
    measured: ended.outcome?.measured ?? null,
    quality: ended.outcome && qualityOf(ended.outcome, yardstickUs),
  };
}

async function measure(plan: TrialPlan, { tools, session, signal }: Around): Promise<Outcome> {
  const { scenario, cell, ...setting } = plan;
  const { model, counts, service, placement } = setting;
  const over = new AbortController();
  const end = () => over.abort();
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  try {
    const server = await startServer(
      { model, counts, service, options: cell.serverOptions, cpus: placement.server },
      tools,
      over.signal,
    );
    try {
      const usual = session.others.load;
      return await scenario.run({
        ...setting,
        connections: cell.connections,
        server,
        usual,
        tools,
        signal: over.signal,
      });
    } finally {
      await server.stop();
    }
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

/** What is counted without a clock (memory) has no windows, and needs no quiet machine. */
function qualityOf({ measured, label }: Outcome, yardstickUs: Quality['yardstickUs']): Quality {
  const windows = measured.raw.windows ?? [];
  const kept = windows.filter(isKept).length;
  const isDisturbed = kept < leastKeptShare * windows.length;
  return {
    yardstickUs,
    windows: windows.length,
    kept,
    isDisturbed,
    label: isDisturbed ? 'disturbed' : (label?.label ?? null),
    labelReason: label?.reason ?? null,
  };
}
