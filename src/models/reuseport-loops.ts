// reuseport-loops: N loops, each with a listener of its own on the one port (native/models/reuseport-loops.cpp).
import { servicesIn } from '../services/service.cjs';
import { runNative } from '../serving/run-native.js';
import type { Model } from './model.js';

export const reuseportLoops: Model = {
  name: 'reuseport-loops',
  quadrant: 'spmt',
  canonical: false,
  language: 'C++',
  summary: 'N threads, each with its own SO_REUSEPORT listener and readiness loop; the kernel picks by a hash',
  lineage: ['SO_REUSEPORT', 'Seastar', 'nginx reuseport'],
  services: servicesIn('C++'),
  takes: ['loops'],
  sharesPort: true,
  claims: {
    servedAtOnce: () => Number.POSITIVE_INFINITY,
    processesPerConnection: 0,
    threadsPerConnection: 0,
    workers: () => 0,
    threads: ({ loops }) => loops + 1, // and the one that started them
    sharers: ({ loops }) => loops,
    outOfDescriptors: 'waits',
  },

  run: runNative('reuseport-loops'),
};
