// The pass that counts system calls per message: each cell once, before the blocks and apart from them, never timed.

import { runLoad } from './load-process.js';
import { expectedWarmUpMs } from './measure-load.js';
import type { Plan } from './plan.js';
import type { Results } from './results.js';
import type { TrialPlan } from './run-trial.js';
import { startServer } from './start-server.js';
import { countSystemCalls, howSystemCallsAreCounted } from './system-calls.js';
import type { Tools } from './tools.js';

/** Long enough that what a connection costs to open weighs nothing beside its messages. */
const loadMs = 300;

/** A traced server is slower, and its tracer has to attach: beside the load, per cell. */
const aroundMs = 400;

type SystemCalls = Results['systemCalls'];
type Counted = SystemCalls['cells'][number];

const countable = ({ trials }: Plan): TrialPlan[] =>
  trials.filter(
    ({ scenario, cell }) => scenario.load !== undefined && cell.role !== 'control' && cell.client === 'native',
  );

export const notCounted = (why: string): SystemCalls => ({ means: null, unavailable: why, cells: [] });

/** How long the pass takes. */
export const expectedCountingMs = (plan: Plan): number =>
  countable(plan).reduce((sum, { startUp, expectedMs, timing, model }) => {
    const boot = Math.max(0, expectedMs - startUp.readyMs - expectedWarmUpMs({ timing, model }) - timing.windowMs);
    return sum + startUp.readyMs + loadMs + aroundMs + boot;
  }, 0);

/** A cell that cannot be counted is left out; what was counted before `signal` aborted is returned. */
export async function countAll(
  plan: Plan,
  tools: Tools,
  signal: AbortSignal,
  tell: (trial: TrialPlan) => void,
): Promise<SystemCalls> {
  const how = howSystemCallsAreCounted();
  if (how.means === null) return notCounted(how.reason);
  const cells: Counted[] = [];
  for (const trial of countable(plan)) {
    if (signal.aborted) break;
    tell(trial);
    const counted = await count(trial, tools, signal).catch(() => null);
    if (counted) cells.push(counted);
  }
  return { means: how.means, unavailable: null, cells };
}

async function count(trial: TrialPlan, tools: Tools, signal: AbortSignal): Promise<Counted> {
  const { cell, model, counts, service, scenario } = trial;
  const { row, client, connections } = cell;
  const over = new AbortController();
  const end = () => over.abort();
  signal.addEventListener('abort', end);
  const server = await startServer({ model, counts, service, options: cell.serverOptions }, tools, over.signal);
  try {
    const command = [
      ...tools.loadCommand(server.address, { service, client }),
      ...['--connections', String(connections), '--no-calibrate', '--warmup', '0ms', '--duration', `${loadMs}ms`],
      ...(scenario.load ?? []),
    ];
    const work = () => server.during(runLoad(command, () => {}, over.signal));
    const { result, systemCalls } = await countSystemCalls(server.pid, work);
    const { messages } = result.totals;
    if (messages === 0) throw new Error('no message was answered');
    return { scenario: cell.scenario, row, model: model.name, client, connections, perMessage: systemCalls / messages };
  } finally {
    await server.stop();
    signal.removeEventListener('abort', end);
    end();
  }
}
