// peers: a few long-lived streams into one server, on which little is said: what it burns, and how soon it wakes.
import type { Counts } from '../models/model.js';
import type { Entrant } from '../trials/entrant.js';
import { expectedLoadMs, expectedOpeningMs, measureLoad } from '../trials/measure-load.js';
import { treePssKb } from '../trials/memory.js';
import { bootMs, withBootTime } from '../trials/node-processes.js';
import type { ExpectedSetting, Outcome, Prediction, Scenario, Setting } from '../trials/scenario.js';
import { expectedWaitMs, hold } from './idle.js';
import { isJavaScript, ownV8, predictWaiting, type Unit, unitOf } from './unit.js';

/** Of a group of 8, in which each node has a stream from each of the others. */
const peersOfOne = 7;
const ratePerPeer = 10;
const sizeBytes = 64;
const load = ['--rate', String(peersOfOne * ratePerPeer), '--size', String(sizeBytes)];

/** 140 messages: when a window of four is discarded, there are still the 100 that p99 needs. */
const leastWindowMs = 2000;

export const peers: Scenario = {
  name: 'peers',
  question: 'What do a few streams with little to say cost?',
  does: (connections) =>
    `${connections} long-lived streams, each with ${ratePerPeer} messages of ${sizeBytes} B a second`,
  shows: 'what is burnt while little is asked, the idle runtime included, and how soon a server at rest answers',
  tablePer: 'scenario',
  primary: 'cpuUsPerSecond',
  unit: 'message',
  shownFigures: ['idleCpuUsPerSecond', 'contextSwitchesPerMessage', 'p50Us', 'p99Us', 'pssKb'],
  predict,
  connections: () => [peersOfOne],
  expectedMs,
  run,
};

function predict(model: Entrant, counts: Counts, connections: number): Prediction {
  const waiting = predictWaiting(model, counts, connections);
  if (waiting) return waiting;
  if (model.claims.isBusyWhenIdle)
    return { place: 4, because: 'it asks its sockets without end, and burns a whole CPU' };
  const booted = ownV8(model, counts);
  if (booted) return { place: 3, because: `${booted} idles for each, and runs JavaScript that has cooled down` };
  if (isJavaScript(model)) {
    return { place: 2, because: 'each message finds its loop asleep, and runs JavaScript that has cooled down' };
  }
  const predictions: Record<Unit, Prediction> = {
    single: { place: 1, because: 'it sleeps until a message wakes it' },
    loop: { place: 1, because: 'the loop sleeps until a message wakes it' },
    loops: { place: 1, because: 'the loops sleep until a message wakes one of them' },
    thread: { place: 1, because: 'a thread sleeps until its message wakes it, and seven of them weigh nothing' },
    pool: { place: 1, because: 'a thread of the pool sleeps until its message wakes it' },
    process: { place: 1, because: 'a process sleeps until its message wakes it' },
  };
  return predictions[unitOf(model, counts)];
}

/** The rate is set, and so small that the server is as cold as such a server is. */
const fixedWarmUpMs = 150;

function inLongWindows<Each extends ExpectedSetting>(setting: Each): Each {
  const { timing } = setting;
  return { ...setting, timing: { ...timing, fixedWarmUpMs, windowMs: Math.max(timing.windowMs, leastWindowMs) } };
}

function expectedMs(setting: ExpectedSetting): number {
  const memoryMs = bootMs(setting) + expectedWaitMs(setting, setting.connections);
  return memoryMs + expectedOpeningMs(setting) + expectedLoadMs(withBootTime(inLongWindows(setting)));
}

async function run(setting: Setting): Promise<Outcome> {
  const pssKb = await memoryWithPeers(setting);
  const outcome = await measureLoad(withBootTime(inLongWindows(setting)), load);
  Object.assign(outcome.measured.figures, { pssKb, idleCpuUsPerSecond: setting.idleCpuUsPerSecond });
  return outcome;
}

/** Apart from the load: reading a server's memory holds it up, and the client's streams end with its last window. */
async function memoryWithPeers(setting: Setting): Promise<number> {
  const held = await hold(setting, setting.connections, setting.connections);
  try {
    return treePssKb(setting.server.pid);
  } finally {
    held.release();
  }
}
