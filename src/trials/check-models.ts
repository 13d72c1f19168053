// The check before the rounds: each model is started once and has to answer; how long that took plans the rest.
import type { Counts, Model } from '../models/model.js';
import type { StartUp } from './scenario.js';
import { startServer } from './start-server.js';
import type { Tools } from './tools.js';

const answerDeadlineMs = 10_000;

/** What a model that failed its check is planned with: its trials are tried all the same. */
const assumed: StartUp = { startMs: 300, firstEchoMs: 5, stopMs: 50 };

export interface CheckedModel {
  model: Model;
  startUp: StartUp;
  failed: string | null;
}

/** Stops between two models when `signal` aborts. */
export async function checkModels(
  models: readonly Model[],
  counts: Counts,
  tools: Tools,
  signal: AbortSignal,
): Promise<CheckedModel[]> {
  const checked: CheckedModel[] = [];
  for (const model of models) {
    if (signal.aborted) break;
    checked.push(
      await check(model, counts, tools, signal).then(
        (startUp) => ({ model, startUp, failed: null }),
        (error: Error) => ({ model, startUp: assumed, failed: error.message }),
      ),
    );
  }
  return checked;
}

async function check(model: Model, counts: Counts, tools: Tools, signal: AbortSignal): Promise<StartUp> {
  const server = await startServer(model, counts, tools, signal);
  const listeningMs = performance.now();
  try {
    const held = await server.during(tools.hold(server.address, 1, { deadlineMs: answerDeadlineMs }));
    held.release();
    if (held.served !== 1) throw new Error(`no answer within ${answerDeadlineMs / 1000} s`);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const answeredMs = performance.now();
  await server.stop();
  const stopMs = performance.now() - answeredMs;
  return { startMs: server.startUpMs, firstEchoMs: answeredMs - listeningMs, stopMs };
}
