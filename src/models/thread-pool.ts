// thread-pool: N threads, each blocking in accept on the one listener (native/models/thread-pool.cpp).
import { servicesIn } from '../services/service.cjs';
import { runNative } from '../serving/run-native.js';
import type { Model } from './model.js';

export const threadPool: Model = {
  name: 'thread-pool',
  quadrant: 'spmt',
  canonical: false,
  language: 'C++',
  summary: 'N threads, each blocking in accept on the one listener and serving what it accepts',
  lineage: ['UNP serv07'],
  services: servicesIn('C++'),
  takes: ['threads'],
  claims: {
    servedAtOnce: ({ threads }) => threads,
    processesPerConnection: 0,
    threadsPerConnection: 0,
    workers: () => 0,
    threads: ({ threads }) => threads + 1, // and the one that started them
    outOfDescriptors: 'waits',
  },

  run: runNative('thread-pool'),
};
