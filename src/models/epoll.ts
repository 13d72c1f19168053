// epoll: one readiness loop for the listener and every connection (native/models/epoll.cpp).
import { servicesIn } from '../services/service.cjs';
import { runNative } from '../serving/run-native.js';
import type { Model } from './model.js';

export const epoll: Model = {
  name: 'epoll',
  quadrant: 'spst',
  canonical: false,
  language: 'C++',
  twinOf: 'event-loop',
  summary: 'one readiness loop: epoll tells which sockets are ready, the listener among them',
  lineage: ['C10K', 'Redis ae', 'nginx'],
  services: servicesIn('C++'),
  takes: [],
  claims: {
    servedAtOnce: () => Number.POSITIVE_INFINITY,
    processesPerConnection: 0,
    threadsPerConnection: 0,
    workers: () => 0,
    threads: () => 1,
    outOfDescriptors: 'waits',
  },

  run: runNative('epoll'),
};
