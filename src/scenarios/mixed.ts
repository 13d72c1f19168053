// mixed: light messages beside heavy ones: how long do the light ones wait for a CPU?
import type { Counts } from '../models/model.js';
import { startLoadBeside } from '../trials/beside.js';
import type { Entrant } from '../trials/entrant.js';
import { expectedOpeningMs } from '../trials/measure-load.js';
import type { ExpectedSetting, Outcome, Prediction, Scenario, Setting } from '../trials/scenario.js';
import { expectedVictimsMs, measureVictims, victims } from '../trials/victims.js';
import { predictWaiting, unitOf } from './unit.js';

/** They keep two CPUs busy; a loop is through with both of them a hundred times a second, and keeps up with the victims. */
const heavy = { connections: 2, sizeBytes: 1024, work: '5ms' };
const heavyOptions = ['--connections', String(heavy.connections), '--size', String(heavy.sizeBytes)];

export const mixed: Scenario = {
  name: 'mixed',
  question: 'How long do light messages wait for heavy ones?',
  does: (connections) =>
    `${victims.does(connections)}, beside ${heavy.connections} whose messages cost ${heavy.work.replace('ms', ' ms')} of CPU each`,
  shows: "who shares a thread with heavy messages waits for them; who has one of their own, for the scheduler's turn",
  tablePer: 'scenario',
  serverOptions: ['--work', `cpu:${heavy.work}`, '--work-from', String(heavy.sizeBytes)],
  primary: 'p99Us',
  unit: 'message',
  shownFigures: ['p50Us', 'maxUs', 'messagesPerSecond', 'companionMessagesPerSecond'],
  predict,
  connections: () => [victims.connections],
  expectedMs,
  run,
};

function predict(model: Entrant, counts: Counts, connections: number): Prediction {
  const unit = unitOf(model, counts);
  if (unit === 'single') return { place: null, because: 'the heavy client is served, the others wait for its end' };
  const waiting = predictWaiting(model, counts, heavy.connections + connections);
  if (waiting) return waiting;
  switch (unit) {
    case 'loop':
      return { place: 2, because: 'a loop answers nobody while it works on a heavy message' };
    case 'loops':
      return { place: 2, because: 'who shares a loop with a heavy client waits, as in a single loop' };
    default:
      return { place: 1, because: 'the scheduler takes the CPU from who works on a heavy message' };
  }
}

function expectedMs(setting: ExpectedSetting): number {
  const isServed = setting.model.claims.servedAtOnce(setting.counts) > heavy.connections;
  const openingMs = expectedOpeningMs({ ...setting, connections: heavy.connections });
  return setting.startUp.listeningMs + openingMs + expectedVictimsMs(setting, isServed);
}

async function run(setting: Setting): Promise<Outcome> {
  const beside = await startLoadBeside(setting, heavyOptions);
  const outcome = await measureVictims(setting, () => [beside.pid]);
  outcome.measured.figures.companionMessagesPerSecond = await beside.stop();
  return outcome;
}
