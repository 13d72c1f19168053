// event-loop: Node's own way; one thread is told which of its connections are ready, and serves those.

import { createServer } from 'node:net';
import { addon } from '../addon/addon.cjs';
import { servicesIn } from '../services/service.cjs';
import { aborted } from '../serving/aborted.js';
import { acceptOptions, backlog } from '../serving/listener.js';
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
    const listener = createServer(acceptOptions, (connection) => void server.serve(connection));
    listener.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'EINVAL')
        listener.close(); // shut down by the server that shares it, whose word to stop follows
      else addon.counters.failedWith(code ?? '');
    });
    listener.listen({ fd: addon.sockets.duplicate(server.listenFd) }, backlog);
    await aborted(server.stopping);
    listener.close();
  },
};
