// forked-thread-pools: workers forked up front share the listener; each runs thread-pool.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { servicesIn } from '../services/service.cjs';
import { workerArguments } from '../serving/worker-process.js';
import { keepWorkers } from '../serving/workers.js';
import type { Model } from './model.js';

const workerFile = fileURLToPath(new URL('./forked-thread-pools.child.js', import.meta.url));

export const forkedThreadPools: Model = {
  name: 'forked-thread-pools',
  quadrant: 'mpmt',
  canonical: true,
  language: 'TypeScript and C++',
  summary: 'forked workers share the listener; each runs a thread-pool, and is replaced when it dies',
  lineage: ['Apache worker', 'c-icap'],
  services: servicesIn('C++'),
  takes: ['workers', 'threads'],
  claims: {
    servedAtOnce: ({ workers, threads }) => workers * threads,
    processesPerConnection: 0,
    threadsPerConnection: 0,
    workers: ({ workers }) => workers,
    threads: ({ workers, threads }) => workers * (threads + 1),
    outOfDescriptors: 'waits',
  },

  run: (server) => keepWorkers(server, (slot) => fork(workerFile, ...workerArguments(server, slot))),
};
