// churn: a new connection for each message: the cost of making and ending whatever serves a connection.
import { expectedLoadMs, measureLoad } from '../trials/measure-load.js';
import type { Scenario } from '../trials/scenario.js';

const sizeBytes = 64;

export const churn: Scenario = {
  name: 'churn',
  does: (connections) => `${connections} at a time connect, send ${sizeBytes} B, take the echo, close`,
  shows: 'what a connection costs: making and ending the thread, process or object that serves it',
  tablePer: 'connections',
  primary: 'cpuUsPerMessage',
  unit: 'connection',
  connections: (_, asked) => [...asked],
  expectedMs: expectedLoadMs,
  run: (setting) => measureLoad(setting, ['--churn', '--size', String(sizeBytes)]),
};
