// prefork: processes forked up front share the listener; each is `iterative` on it.
// In C each would block in accept, and the kernel wakes the one that has waited longest. libuv makes the listener
// non-blocking and waits in epoll instead: a client wakes every idle child, one of them gets it, the others look in vain.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { servicesIn } from '../services/service.cjs';
import { workerArguments } from '../serving/worker-process.js';
import { keepWorkers } from '../serving/workers.js';
import type { Model } from './model.js';

const childFile = fileURLToPath(new URL('./prefork.child.js', import.meta.url));

export const prefork: Model = {
  name: 'prefork',
  quadrant: 'mpst',
  canonical: false,
  language: 'TypeScript',
  summary: 'processes forked up front share the listener; each serves one connection at a time',
  lineage: ['UNP serv02', 'Apache prefork'],
  services: servicesIn('TypeScript'),
  takes: ['workers'],
  claims: {
    servedAtOnce: ({ workers }) => workers,
    processesPerConnection: 0,
    threadsPerConnection: 0,
    workers: ({ workers }) => workers,
    threads: () => 0,
    outOfDescriptors: 'waits',
  },

  run: (server) => keepWorkers(server, (slot) => fork(childFile, ...workerArguments(server, slot))),
};
