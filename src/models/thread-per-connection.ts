// thread-per-connection: a detached thread for each accepted connection (native/models/thread-per-connection.cpp).
import { servicesIn } from '../services/service.cjs';
import { runNative } from '../serving/run-native.js';
import type { Model } from './model.js';

export const threadPerConnection: Model = {
  name: 'thread-per-connection',
  quadrant: 'spmt',
  canonical: true,
  language: 'C++',
  summary: 'a detached pthread for each accepted connection',
  lineage: ['UNP serv06', 'Tomcat'],
  services: servicesIn('C++'),
  takes: [],
  claims: {
    servedAtOnce: () => Number.POSITIVE_INFINITY,
    processesPerConnection: 0,
    threadsPerConnection: 1,
    workers: () => 0,
    threads: () => 1, // the one that accepts
    outOfDescriptors: 'waits',
  },

  run: runNative('thread-per-connection'),
};
