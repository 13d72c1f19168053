// churn: a new connection for each message: the cost of making and ending whatever serves a connection.
import { expectedLoadMs, measureLoad } from '../trials/measure-load.js';
import { bootMs, withBootTime } from '../trials/node-processes.js';
import type { Scenario } from '../trials/scenario.js';

const sizeBytes = 64;
const load = ['--churn', '--size', String(sizeBytes)];

/** Where each connection is a Node process, the window sees some that start and end in it. */
const generationsSeen = 1.5;

export const churn: Scenario = {
  name: 'churn',
  question: 'What does it cost to open, serve and close a connection?',
  does: (connections) => `${connections} at a time connect, send ${sizeBytes} B, take the echo, close`,
  shows: 'what a connection costs: making and ending the thread, process or object that serves it',
  tablePer: 'connections',
  primary: 'cpuUsPerMessage',
  unit: 'connection',
  load,
  connections: (_, asked) => [...asked],
  // The client ends when the connections under way have ended: half a generation on average.
  expectedMs: (setting) => expectedLoadMs(withBootTime(setting, generationsSeen)) + bootMs(setting) / 2,
  run: (setting) => measureLoad(withBootTime(setting, generationsSeen), load),
};
