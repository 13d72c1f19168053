// churn: a new connection for each message: the cost of making and ending whatever serves a connection.
import { expectedLoadMs, measureLoad } from '../trials/measure-load.js';
import { bootMs, withBootTime } from '../trials/node-processes.js';
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

/** Where each connection is a Node process, the window sees some generations of them. */
function withTime<Each extends ExpectedSetting>(setting: Each): Each {
  const { timing, ...rest } = withBootTime(setting);
  const windowMs = Math.max(timing.windowMs, generationsSeen * Math.ceil(bootMs(setting)));
  return { ...rest, timing: { ...timing, windowMs } } as Each;
}
