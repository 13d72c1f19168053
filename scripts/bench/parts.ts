// The bench's parts by their words on its command line.
import { clientTasks } from './client.js';
import { eventLoopTasks } from './event-loop.js';
import { forkTasks } from './fork.js';
import { httpTasks } from './http.js';
import { ioUringTasks } from './io-uring.js';
import { loopTasks } from './loops.js';

import { packetLogTasks } from './packet-log.js';
import { parentMemoryTasks } from './parent-memory.js';
import { serverTasks } from './servers.js';
import type { Task } from './task.js';
import { workTasks } from './work.js';

const parts: Record<string, Task[]> = {
  servers: serverTasks,
  loops: loopTasks,
  'io-uring': ioUringTasks,
  client: clientTasks,
  'event-loop': eventLoopTasks,
  log: packetLogTasks,
  fork: forkTasks,
  work: workTasks,
  http: httpTasks,
  'parent-memory': parentMemoryTasks,
};

export const partNames = Object.keys(parts);

/** In the order of the list above, whatever that of the words; a word twice counts once. */
export const tasksOf = (names: readonly string[]): Task[] =>
  Object.entries(parts).flatMap(([name, tasks]) => (names.includes(name) ? tasks : []));
