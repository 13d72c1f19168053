// ping-pong: each connection sends 64 bytes, waits for the echo, sends the next: the cost of a message.
import { expectedLoadMs, measureLoad } from '../trials/measure-load.js';
import type { Scenario } from '../trials/scenario.js';

const sizeBytes = 64;

export const pingPong: Scenario = {
  name: 'ping-pong',
  does: (connections) =>
    `${connections} ${connections === 1 ? 'connection' : 'connections'}, each with one message of ${sizeBytes} B under way`,
  shows: 'what one message costs: waking a thread or a process for it, against dispatching it in a loop',
  tablePer: 'connections',
  primary: 'cpuUsPerMessage',
  unit: 'message',
  connections: (_, asked) => [...asked],
  expectedMs: expectedLoadMs,
  run: (setting) => measureLoad(setting, ['--size', String(sizeBytes)]),
};
