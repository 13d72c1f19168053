// worker-loops: N Workers, each an event loop with a listener of its own; the kernel shares connections out among these.
import { Worker } from 'node:worker_threads';
import { addon } from '../addon/addon.cjs';
import { servicesIn } from '../services/service.cjs';
import { aborted } from '../serving/aborted.js';
import { threadOptions } from '../serving/worker-thread.js';
import { keepThreads } from '../serving/workers.js';
import type { Model } from './model.js';

const workerFile = new URL('./worker-loops.worker.js', import.meta.url);

export const workerLoops: Model = {
  name: 'worker-loops',
  quadrant: 'spmt',
  canonical: false,
  language: 'TypeScript',
  summary: 'N Workers, each an event-loop on a listener of its own (SO_REUSEPORT), replaced when it dies',
  lineage: ['Node worker_threads', 'nginx reuseport'],
  services: servicesIn('TypeScript'),
  takes: ['loops'],
  sharesPort: true,
  claims: {
    servedAtOnce: () => Number.POSITIVE_INFINITY,
    processesPerConnection: 0,
    threadsPerConnection: 0,
    workers: () => 0,
    threads: ({ loops }) => loops,
    sharers: ({ loops }) => loops,
    outOfDescriptors: 'closed',
  },

  async run(server) {
    const listeners = new Map([[1, server.listenFd]]); // by slot
    void aborted(server.stopping).then(() => listeners.forEach((each) => void addon.sockets.shutDown(each)));
    await keepThreads(server, (slot, name) => {
      const listenFd = listeners.get(slot) ?? addon.sockets.listenBeside(server.listenFd);
      listeners.set(slot, listenFd);
      return new Worker(workerFile, threadOptions(server, { slot, name, listenFd }));
    });
  },
};
