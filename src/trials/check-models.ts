// The check before the blocks: each model is started once and has to answer; what it takes plans the rest, and what it
// costs without clients is subtracted from what messages cost.
import { availableParallelism } from 'node:os';
import { median } from '../statistics/summary.js';
import { printable } from '../text/printable.js';
import { readAtRest } from './at-rest.js';
import type { Entrant } from './entrant.js';
import { bootsRuntime } from './node-processes.js';
import { patient } from './patience.js';
import type { Request } from './plan.js';
import type { AtRest } from './results.js';
import type { RunningServer } from './running-server.js';
import type { StartUp } from './scenario.js';
import { startServer, type ToStart } from './start-server.js';
import type { Tools } from './tools.js';

const answerDeadlineMs = 10_000;

/** Each CPU boots some of them in turn, as it will in the trials. */
const nodeProcessesPerCpu = 2;

/** A boot's time varies most of all, and weighs most in the plan. */
const bootMeasurements = 3;

/** What a model that failed its check is planned with: its trials are tried all the same. */
const assumed: StartUp = { listeningMs: 200, readyMs: 300, echoMs: 5, stopMs: 50 };

/** How long a server is watched while it does nothing. */
const atRestMs = 300;

export interface CheckedModel {
  model: Entrant;
  startUp: StartUp;
  /** Null when it failed, or cannot run here. */
  atRest: AtRest | null;
  failed: string | null;
}

type Asked = Pick<Request, 'models' | 'counts' | 'service'>;

/** Stops between two models when `signal` aborts. */
export async function checkModels(
  { models, counts, service }: Asked,
  tools: Tools,
  signal: AbortSignal,
): Promise<CheckedModel[]> {
  const checked: CheckedModel[] = [];
  for (const model of models) {
    if (signal.aborted) break;
    const absent = model.whyAbsent?.();
    if (absent !== undefined) {
      checked.push({ model, startUp: assumed, atRest: null, failed: absent });
      continue;
    }
    checked.push(
      await check({ model, counts, service }, tools, signal).then(
        (learnt) => ({ model, ...learnt, failed: null }),
        (error: Error) => ({ model, startUp: assumed, atRest: null, failed: printable(error.message) }),
      ),
    );
  }
  return checked;
}

async function check(started: ToStart, tools: Tools, signal: AbortSignal) {
  const server = await startServer(started, tools, signal);
  let atRest: AtRest;
  let echoMs: number;
  try {
    const neverRests = started.model.claims.isBusyWhenIdle === true;
    atRest = await readAtRest(server.pid, () => server.usage(), { forMs: atRestMs, neverRests });
    echoMs = await timeEcho(server, started, tools);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const { listeningMs, startUpMs } = server;
  const stopping = performance.now();
  await server.stop();
  const startUp: StartUp = { listeningMs, readyMs: startUpMs, echoMs, stopMs: performance.now() - stopping };
  return { startUp, atRest };
}

async function timeEcho(server: RunningServer, { model, service }: ToStart, tools: Tools): Promise<number> {
  if (!bootsRuntime(model)) return timeEchoes(server, { connections: 1, service }, tools);
  const connections = nodeProcessesPerCpu * availableParallelism();
  const times: number[] = [];
  for (let i = 0; i < bootMeasurements; i++) times.push(await timeEchoes(server, { connections, service }, tools));
  return (median(times) ?? 0) / nodeProcessesPerCpu;
}

/** Until all of the connections are answered. */
async function timeEchoes(
  server: RunningServer,
  { connections, service }: { connections: number; service: string },
  tools: Tools,
): Promise<number> {
  const startedMs = performance.now();
  const deadlineMs = patient(answerDeadlineMs);
  const held = await server.during(tools.hold(server.address, connections, { deadlineMs, service }));
  held.release();
  if (held.served < connections) {
    throw new Error(`answered ${held.served} of ${connections} connections within ${deadlineMs / 1000} s`);
  }
  return performance.now() - startedMs;
}
