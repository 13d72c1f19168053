// ping-pong: each connection sends 64 bytes, waits for the echo, sends the next: the cost of a message.
import type { Counts } from '../models/model.js';
import type { Entrant } from '../trials/entrant.js';
import { expectedLoadMs, expectedOpeningMs, measureLoad } from '../trials/measure-load.js';
import { withBootTime } from '../trials/node-processes.js';
import type { Prediction, Scenario } from '../trials/scenario.js';
import { isJavaScript, type Unit, unitOf } from './unit.js';

const sizeBytes = 64;
const load = ['--size', String(sizeBytes)];

export const pingPong: Scenario = {
  name: 'ping-pong',
  question: 'What does one message cost?',
  does: (connections) =>
    `${connections} ${connections === 1 ? 'connection' : 'connections'}, each with one message of ${sizeBytes} B under way`,
  shows: 'what one message costs: waking a thread or a process for it, against dispatching it in a loop',
  tablePer: 'connections',
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

function predict(model: Entrant, counts: Counts): Prediction {
  const predictions: Record<Unit, Prediction> = {
    single: { place: null, because: 'it serves one connection, the others wait' },
    loop: { place: 1, because: 'a loop finds several messages ready each time it is woken' },
    thread: { place: 2, because: 'each message wakes a thread' },
    pool: { place: 2, because: 'each message wakes a thread of the pool' },
    process: isJavaScript(model)
      ? { place: 4, because: 'each message wakes a whole Node process' }
      : { place: 3, because: 'each message wakes a process, in another address space' },
  };
  return predictions[unitOf(model, counts)];
}
