// iterative: one connection at a time, served to its end before the next is accepted.
import { servicesIn } from '../services/service.cjs';
import type { Model } from './model.js';

export const iterative: Model = {
  name: 'iterative',
  quadrant: 'spst',
  canonical: true,
  language: 'TypeScript',
  summary: 'accepts one connection, serves it to its end, accepts the next; who waits, waits in the kernel',
  lineage: ['UNP serv00', 'CS:APP echoserveri'],
  services: servicesIn('TypeScript'),
  takes: [],
  claims: {
    servedAtOnce: () => 1,
    processesPerConnection: 0,
    threadsPerConnection: 0,
    workers: () => 0,
    threads: () => 0,
    outOfDescriptors: 'waits',
  },

  async run(server) {
    for await (const connection of server.listener) await server.serve(connection);
  },
};
