// ping-pong: each connection sends 64 bytes, waits for the echo, sends the next: the cost of a message.
import { expectedLoadMs, measureLoad } from '../trials/measure-load.js';
import { bootMs, withBootTime } from '../trials/node-processes.js';
import type { ExpectedSetting, Scenario } from '../trials/scenario.js';

const sizeBytes = 64;
const load = ['--size', String(sizeBytes)];

/** How long the client waits for one more connection to be served before it starts with those that are. */
const quietMs = 1000;

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
  connections: (_, asked) => [...asked],
  expectedMs: (setting) => openingMs(setting) + expectedLoadMs(withBootTime(setting)),
  run: (setting) => measureLoad(withBootTime(setting), load),
};

/** The client starts once all have been served that can be. */
function openingMs(setting: ExpectedSetting): number {
  const isAllServed = setting.connections <= setting.model.claims.servedAtOnce(setting.counts);
  return bootMs(setting) + (isAllServed ? 0 : quietMs);
}
