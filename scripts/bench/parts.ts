// The bench's parts by their words on its command line.
import { agreementTasks } from './agreement.js';
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
  agreement: agreementTasks,
};

export const partNames = Object.keys(parts);

/** As long as all others together, and about how we measure: run when it is named. */
export const onlyByName: readonly string[] = ['agreement'];

/** Those named, or all that need no naming, in the order of the list above; a word twice counts once. */
export const partsOf = (words: readonly string[]): string[] =>
  partNames.filter((name) => (words.length === 0 ? !onlyByName.includes(name) : words.includes(name)));

export const tasksOf = (names: readonly string[]): Task[] =>
  Object.entries(parts).flatMap(([name, tasks]) => (names.includes(name) ? tasks : []));
