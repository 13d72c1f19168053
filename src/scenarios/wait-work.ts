// wait-work: each message waits before it is answered: how many can wait at once?
import type { Counts } from '../models/model.js';
import type { Entrant } from '../trials/entrant.js';
import { expectedLoadMs, expectedOpeningMs, measureLoad } from '../trials/measure-load.js';
import type { Prediction, Scenario } from '../trials/scenario.js';
import { isJavaScript, unitOf } from './unit.js';

const waitMs = 5;
const sizeBytes = 64;

/** Twice the default pool's threads, and few enough that a thread or a process for each is no strain. */
const connections = 128;

export const waitWork: Scenario = {
  name: 'wait-work',
  question: 'How many messages can wait at once?',
  does: () => `${connections} connections, each with one message under way that waits ${waitMs} ms`,
  shows: 'what a message holds while it waits: a thread that sleeps, or a timer of a loop',
  tablePer: 'scenario',
  serverOptions: ['--work', `wait:${waitMs}ms`],
  primary: 'usPerMessage',
  unit: 'message',
  shownFigures: ['cpuUsPerMessage', 'contextSwitchesPerMessage', 'messagesPerSecond', 'p50Us', 'p99Us'],
  predict,
  connections: () => [connections],
  expectedMs: (setting) => expectedOpeningMs(setting) + expectedLoadMs(setting),
  run: (setting) => measureLoad(setting, ['--size', String(sizeBytes)]),
};

function predict(model: Entrant, counts: Counts, asked: number): Prediction {
  const atOnce = model.claims.servedAtOnce(counts);
  if (atOnce < asked) return { place: null, because: `${atOnce} of ${asked} can wait at once` };
  if (isJavaScript(model)) return { place: 2, because: "Node's timers count whole milliseconds" };
  return ['loop', 'loops'].includes(unitOf(model, counts))
    ? { place: 1, because: 'a timer for each message' }
    : { place: 1, because: 'each message has a thread or process that sleeps' };
}
