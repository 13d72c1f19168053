// event-loop: Node's own way; one thread is told which of its connections are ready, and serves those.

import { servicesIn } from '../services/service.cjs';
import { acceptAll } from '../serving/listener.js';
import type { Model } from './model.js';

export const eventLoop: Model = {
  name: 'event-loop',
  quadrant: 'spst',
  canonical: false,
  language: 'TypeScript',
  summary: "Node's own net server: one loop serves every connection that is ready",
  lineage: ['C10K', 'Node', 'libuv'],
  services: servicesIn('TypeScript'),
  takes: [],
  claims: {
    servedAtOnce: () => Number.POSITIVE_INFINITY,
    processesPerConnection: 0,
    threadsPerConnection: 0,
    workers: () => 0,
    threads: () => 0,
    outOfDescriptors: 'closed',
  },

  async run(server) {
    await acceptAll(server.listenFd, server.stopping, (connection) => void server.serve(connection));
  },
};
