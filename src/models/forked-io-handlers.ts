// forked-io-handlers: workers forked up front share the listener; each runs listener-io-handlers.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { servicesIn } from '../services/service.cjs';
import { workerArguments } from '../serving/worker-process.js';
import { keepWorkers } from '../serving/workers.js';
import { pick } from './listener-io-handlers.js';
import type { Model } from './model.js';

const workerFile = fileURLToPath(new URL('./forked-io-handlers.child.js', import.meta.url));

export const forkedIoHandlers: Model = {
  name: 'forked-io-handlers',
  quadrant: 'mpmt',
  canonical: false,
  language: 'TypeScript and C++',
  summary: 'forked workers share the listener; each runs listener-io-handlers, and is replaced when it dies',
  lineage: ['Apache event', 'nginx with threads'],
  services: servicesIn('C++'),
  takes: ['workers', 'loops'],
  settings: [pick],
  claims: {
    servedAtOnce: () => Number.POSITIVE_INFINITY,
    processesPerConnection: 0,
    threadsPerConnection: 0,
    workers: ({ workers }) => workers,
    threads: ({ workers, loops }) => workers * (loops + 2),
    handsOver: true,
    outOfDescriptors: 'waits',
  },

  run: (server) => keepWorkers(server, (slot) => fork(workerFile, ...workerArguments(server, slot))),
};
