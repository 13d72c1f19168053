// logging: the same server with its packet log off, as JSON and as hex: what watching every byte costs.
import { expectedLoadMs, measureLoad } from '../trials/measure-load.js';
import { withBootTime } from '../trials/node-processes.js';
import type { Scenario } from '../trials/scenario.js';

const sizeBytes = 64;
const load = ['--size', String(sizeBytes)];

export const logging: Scenario = {
  name: 'logging',
  question: 'What does it cost to watch every byte?',
  does: (connections) =>
    `${connections} connections, each with one message of ${sizeBytes} B under way, packet log off and on`,
  shows: "what the packet log costs: the logger's thread, and a record for each read and write",
  tablePer: 'model',
  variants: [
    { name: 'off' },
    { name: 'json', serverOptions: ['--packets', 'json'] },
    { name: 'hex', serverOptions: ['--packets', 'hex'] },
  ],
  primary: 'cpuUsPerMessage',
  unit: 'message',
  load,
  predict: () => ({ place: 1, because: 'a record is made for each read and write, whoever makes it' }),
  connections: (_, asked) => [Math.max(...asked)],
  expectedMs: (setting) => expectedLoadMs(withBootTime(setting)),
  run: (setting) => measureLoad(withBootTime(setting), load),
};
