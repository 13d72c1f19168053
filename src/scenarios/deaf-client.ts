// deaf-client: one client sends and never reads: does the server's memory grow, and do others suffer?
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Counts } from '../models/model.js';
import { connectBeside } from '../trials/beside.js';
import type { Entrant } from '../trials/entrant.js';
import { treePssKb } from '../trials/memory.js';
import { bootMs } from '../trials/node-processes.js';
import { patient } from '../trials/patience.js';
import type { ExpectedSetting, Outcome, Prediction, Scenario, Setting } from '../trials/scenario.js';
import { expectedVictimsMs, measureVictims, victims } from '../trials/victims.js';
import { within } from '../trials/within.js';
import { isJavaScript, predictWaiting, unitOf } from './unit.js';

const mostMiB = 64;
const chunk = Buffer.alloc(64 * 1024);

/** When so long nothing was taken, nothing more will be. */
const stillMs = 200;

/** What the kernel and the server take before that, where the server's memory is bounded: some MiB. */
const floodMs = 50;

const answerDeadlineMs = 10_000;

export const deafClient: Scenario = {
  name: 'deaf-client',
  question: 'Who pays for a client that never reads?',
  does: (connections) =>
    `${victims.does(connections)}, beside one that sent all that was taken, at most ${mostMiB} MiB, and never reads`,
  shows:
    'back-pressure: a server that goes on reading keeps the replies in its memory; one that waits may keep others waiting',
  tablePer: 'scenario',
  primary: 'p99Us',
  unit: 'message',
  shownFigures: ['pssGrowthKb', 'p50Us', 'maxUs', 'messagesPerSecond'],
  predict,
  connections: () => [victims.connections],
  expectedMs,
  run,
};

function predict(model: Entrant, counts: Counts, connections: number): Prediction {
  if (unitOf(model, counts) === 'single') return { place: null, because: 'it waits for the one that never reads' };
  const waiting = predictWaiting(model, counts, 1 + connections);
  if (waiting) return waiting;
  return isJavaScript(model)
    ? { place: 2, because: 'it stops reading from that client; each message runs JavaScript, as it does without it' }
    : { place: 1, because: 'it stops reading from that client, and goes on with the others' };
}

function expectedMs(setting: ExpectedSetting): number {
  const isServed = setting.model.claims.servedAtOnce(setting.counts) > 1;
  return bootMs({ ...setting, connections: 1 }) + floodMs + stillMs + expectedVictimsMs(setting, isServed);
}

/** Memory is read when the connection has been answered once, so that what grows is what is held for it. */
async function run(setting: Setting): Promise<Outcome> {
  const { server } = setting;
  const deaf = await connectBeside(setting);
  try {
    deaf.write('.');
    await within(patient(answerDeadlineMs), 'an answer before it goes deaf', server.during(once(deaf, 'data')));
    deaf.pause();
    const beforeKb = treePssKb(server.pid);
    await flood(deaf);
    const pssGrowthKb = treePssKb(server.pid) - beforeKb;
    const outcome = await measureVictims(setting);
    outcome.measured.figures.pssGrowthKb = pssGrowthKb;
    return outcome;
  } finally {
    deaf.destroy();
  }
}

/** Until nothing more is taken of it, or enough is, or the server has ended the connection. */
async function flood(socket: Socket): Promise<void> {
  let isTaken = true;
  for (let sent = 0; isTaken && sent < mostMiB * 1024 * 1024; sent += chunk.length) {
    const taken = new Promise<boolean>((resolve) => void socket.write(chunk, (error) => resolve(!error)));
    const late = new AbortController();
    isTaken = await Promise.race([taken, delay(stillMs, false, { signal: late.signal }).catch(() => false)]);
    late.abort();
  }
}
