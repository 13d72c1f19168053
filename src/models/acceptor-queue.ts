// acceptor-queue: one thread accepts and queues, N threads take and serve (native/models/acceptor-queue.cpp).
import { servicesIn } from '../services/service.cjs';
import { runNative } from '../serving/run-native.js';
import type { Model } from './model.js';

export const acceptorQueue: Model = {
  name: 'acceptor-queue',
  quadrant: 'spmt',
  canonical: false,
  language: 'C++',
  summary: 'one thread accepts into a bounded queue, N threads take from it and serve',
  lineage: ['UNP serv08', 'CS:APP sbuf'],
  services: servicesIn('C++'),
  takes: ['threads'],
  settings: [
    {
      name: 'queue',
      describe: 'connections that may wait for a thread; full, the next ones wait in the kernel',
      default: 64,
      atLeast: 1,
      atMost: 65_536,
    },
  ],
  claims: {
    servedAtOnce: ({ threads }) => threads,
    processesPerConnection: 0,
    threadsPerConnection: 0,
    workers: () => 0,
    threads: ({ threads }) => threads + 1, // and the one that accepts
    queuesAccepted: true,
    outOfDescriptors: 'waits',
  },

  run: runNative('acceptor-queue'),
};
