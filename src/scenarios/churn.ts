// churn: a new connection for each message: the cost of making and ending whatever serves a connection.
import { expectedLoadMs, measureLoad } from '../trials/measure-load.js';
import { bootMs } from '../trials/node-processes.js';
import type { ExpectedSetting, Scenario } from '../trials/scenario.js';

const sizeBytes = 64;

const generationsSeen = 2;

export const churn: Scenario = {
  name: 'churn',
  does: (connections) => `${connections} at a time connect, send ${sizeBytes} B, take the echo, close`,
  shows: 'what a connection costs: making and ending the thread, process or object that serves it',
  tablePer: 'connections',
  primary: 'cpuUsPerMessage',
  unit: 'connection',
  connections: (_, asked) => [...asked],
  expectedMs: (setting) => expectedLoadMs(withTime(setting)),
  run: (setting) => measureLoad(withTime(setting), ['--churn', '--size', String(sizeBytes)]),
};

/** Where each connection is a Node process: the first ones boot in the warm-up, and the window sees some generations. */
function withTime<Each extends ExpectedSetting>(setting: Each): Each {
  const generationMs = Math.ceil(bootMs(setting));
  const { warmUpMs, windowMs } = setting.timing;
  return {
    ...setting,
    timing: { warmUpMs: warmUpMs + generationMs, windowMs: Math.max(windowMs, generationsSeen * generationMs) },
  };
}
