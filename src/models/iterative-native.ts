// iterative-native: one blocking thread, one connection at a time (native/models/iterative-native.cpp).
import { servicesIn } from '../services/service.cjs';
import { runNative } from '../serving/run-native.js';
import type { Model } from './model.js';

export const iterativeNative: Model = {
  name: 'iterative-native',
  quadrant: 'spst',
  canonical: false,
  language: 'C++',
  twinOf: 'iterative',
  summary: 'one blocking thread: accepts one connection, serves it to its end, accepts the next',
  lineage: ['UNP serv00', 'CS:APP echoserveri'],
  services: servicesIn('C++'),
  takes: [],
  claims: {
    servedAtOnce: () => 1,
    processesPerConnection: 0,
    threadsPerConnection: 0,
    workers: () => 0,
    threads: () => 1,
    outOfDescriptors: 'waits',
  },

  run: runNative('iterative-native'),
};
