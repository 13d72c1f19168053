// churn: a new connection for each message: the cost of making and ending whatever serves a connection.
import type { Counts } from '../models/model.js';
import type { Entrant } from '../trials/entrant.js';
import { expectedLoadMs, measureLoad } from '../trials/measure-load.js';
import { bootMs, withGenerations } from '../trials/node-processes.js';
import type { Prediction, Scenario } from '../trials/scenario.js';
import { isJavaScript, type Unit, unitOf } from './unit.js';

const sizeBytes = 64;
const load = ['--churn', '--size', String(sizeBytes)];

/** Where each connection is a Node process, the windows see some that start and end in them. */
const generationsSeen = 1.5;

export const churn: Scenario = {
  name: 'churn',
  question: 'What does it cost to open, serve and close a connection?',
  does: (connections) => `${connections} at a time connect, send ${sizeBytes} B, take the echo, close`,
  shows: 'what a connection costs: making and ending the thread, process or object that serves it',
  tablePer: 'connections',
  placement: 'apart',
  primary: 'cpuUsPerMessage',
  unit: 'connection',
  load,
  services: ['echo', 'http-echo'],
  predict,
  connections: (_, asked) => [...asked],
  // The client ends when the connections under way have ended: half a generation on average.
  expectedMs: (setting) => expectedLoadMs(withGenerations(setting, generationsSeen)) + bootMs(setting) / 2,
  run: (setting) => measureLoad(withGenerations(setting, generationsSeen), load),
};

function predict(model: Entrant, counts: Counts): Prediction {
  const unit = unitOf(model, counts);
  if (isJavaScript(model)) return predictJavaScript(model, unit);
  const predictions: Record<Unit, Prediction> = {
    single: { place: 1, because: 'nothing is made for a connection' },
    pool: model.claims.queuesAccepted
      ? { place: 2, because: 'nothing is made, but the one that accepts wakes a thread for each' }
      : { place: 1, because: 'nothing is made: a thread that waits takes the connection' },
    loop: { place: 2, because: 'a small object is made, and the loop has one more socket to watch' },
    loops: model.claims.handsOver
      ? { place: 3, because: 'a small object is made, and the loop that shall have it is woken' }
      : { place: 2, because: 'a small object is made, and the loop has one more socket to watch' },
    thread: { place: 3, because: 'a thread is made and ended' },
    process: { place: 6, because: 'the address space is copied by fork(2)' },
  };
  return predictions[unit];
}

function predictJavaScript({ claims }: Entrant, unit: Unit): Prediction {
  if (unit === 'process') return { place: 8, because: 'a whole Node process boots' };
  if (unit === 'thread') return { place: 7, because: 'a V8 boots in a thread of its own' };
  return claims.handsOver
    ? { place: 5, because: 'each socket is passed to another process, which makes and ends a JavaScript stream' }
    : { place: 4, because: 'each connection makes and ends a JavaScript stream' };
}
