// fork-per-connection-native: fork(2) for each accepted connection (native/models/fork-per-connection-native.cpp).
import { servicesIn } from '../services/service.cjs';
import { runNative } from '../serving/run-native.js';
import type { Model } from './model.js';

export const forkPerConnectionNative: Model = {
  name: 'fork-per-connection-native',
  quadrant: 'mpst',
  canonical: false,
  language: 'C++',
  twinOf: 'fork-per-connection',
  summary: 'fork(2) for each accepted connection; the child never touches V8',
  lineage: ['UNP serv01', 'CS:APP echoserverp'],
  services: servicesIn('C++'),
  takes: [],
  claims: {
    servedAtOnce: () => Number.POSITIVE_INFINITY,
    processesPerConnection: 1,
    threadsPerConnection: 0,
    workers: () => 0,
    threads: () => 1,
    outOfDescriptors: 'waits',
  },

  run: runNative('fork-per-connection-native'),
};
