// slow-peer: one client takes its time over each byte: does anybody else wait for it?
import type { Socket } from 'node:net';
import type { Counts } from '../models/model.js';
import { connectBeside } from '../trials/beside.js';
import type { Entrant } from '../trials/entrant.js';
import { bootMs } from '../trials/node-processes.js';
import type { ExpectedSetting, Outcome, Prediction, Scenario, Setting } from '../trials/scenario.js';
import { expectedVictimsMs, measureVictims, victims } from '../trials/victims.js';
import { isJavaScript, predictWaiting, unitOf } from './unit.js';

const byteEveryMs = 50;

export const slowPeer: Scenario = {
  name: 'slow-peer',
  question: 'Who waits for a client that dawdles?',
  does: (connections) => `${victims.does(connections)}, behind one that sends a byte every ${byteEveryMs} ms`,
  shows: 'head-of-line blocking: what everyone else gets while one client dawdles',
  tablePer: 'scenario',
  primary: 'p99Us',
  unit: 'message',
  shownFigures: ['p50Us', 'maxUs', 'messagesPerSecond'],
  predict,
  connections: () => [victims.connections],
  expectedMs,
  run,
};

function predict(model: Entrant, counts: Counts, connections: number): Prediction {
  if (unitOf(model, counts) === 'single') return { place: null, because: 'it serves the one that dawdles, to its end' };
  const waiting = predictWaiting(model, counts, 1 + connections);
  if (waiting) return waiting;
  return isJavaScript(model)
    ? { place: 2, because: 'nobody waits for it; each message runs JavaScript, as it does without it' }
    : { place: 1, because: 'nobody waits for it but the unit that serves it' };
}

function expectedMs(setting: ExpectedSetting): number {
  const isServed = setting.model.claims.servedAtOnce(setting.counts) > 1;
  return bootMs({ ...setting, connections: 1 }) + expectedVictimsMs(setting, isServed);
}

async function run(setting: Setting): Promise<Outcome> {
  const dawdler = await connectBeside(setting);
  const stop = dawdle(dawdler);
  try {
    return await measureVictims(setting);
  } finally {
    stop();
  }
}

/** Until it is stopped, or the server ends it. */
function dawdle(socket: Socket): () => void {
  const timer = setInterval(() => socket.write('.'), byteEveryMs);
  socket.write('.');
  socket.once('close', () => clearInterval(timer));
  return () => void socket.destroy();
}
