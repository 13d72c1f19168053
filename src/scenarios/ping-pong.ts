// ping-pong: each connection sends 64 bytes, waits for the echo, sends the next: the cost of a message.
import type { Counts } from '../models/model.js';
import type { Entrant } from '../trials/entrant.js';
import { expectedLoadMs, expectedOpeningMs, measureLoad } from '../trials/measure-load.js';
import { withBootTime } from '../trials/node-processes.js';
import type { Prediction, Scenario } from '../trials/scenario.js';
import { isJavaScript, ownV8, predictWaiting, type Unit, unitOf } from './unit.js';

const sizeBytes = 64;
const load = ['--size', String(sizeBytes)];

export const pingPong: Scenario = {
  name: 'ping-pong',
  question: 'What does one message cost?',
  does: (connections) =>
    `${connections} ${connections === 1 ? 'connection' : 'connections'}, each with one message of ${sizeBytes} B under way`,
  shows: 'what one message costs: waking a thread or a process for it, against dispatching it in a loop',
  tablePer: 'connections',
  placement: 'apart',
  primary: 'cpuUsPerMessage',
  unit: 'message',
  load,
  services: ['echo', 'http-echo'],
  clients: ['native', 'autocannon'],
  predict,
  connections: (_, asked) => [...asked],
  expectedMs: (setting) => expectedOpeningMs(setting) + expectedLoadMs(withBootTime(setting)),
  run: (setting) => measureLoad(withBootTime(setting), load),
};

function predict(model: Entrant, counts: Counts, connections: number): Prediction {
  const waiting = predictWaiting(model, counts, connections);
  if (waiting) return waiting;
  const booted = ownV8(model, counts);
  if (booted) return { place: 6, because: `each message wakes ${booted}` };
  if (model.claims.isBusyWhenIdle) {
    return { place: 2, because: 'it waits for none: it reads every socket in its turn, and most have nothing' };
  }
  const predictions: Record<Unit, Prediction> = {
    single: { place: 3, because: 'each message wakes the one that serves' },
    loop: isJavaScript(model)
      ? { place: 2, because: 'a loop finds several messages ready each time it is woken, and runs JavaScript for each' }
      : { place: 1, because: 'a loop finds several messages ready each time it is woken' },
    loops: isJavaScript(model)
      ? { place: 3, because: 'each of several loops finds fewer messages ready, and runs JavaScript for each' }
      : { place: 2, because: 'each of several loops finds fewer messages ready each time it is woken' },
    thread: { place: 3, because: 'each message wakes a thread' },
    pool: isJavaScript(model)
      ? { place: 5, because: 'each message wakes a process, which runs JavaScript for it alone' }
      : { place: 3, because: 'each message wakes a thread of the pool' },
    process: { place: 4, because: 'each message wakes a process, in another address space' },
  };
  return predictions[unitOf(model, counts)];
}
