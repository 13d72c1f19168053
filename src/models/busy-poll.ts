// busy-poll: one thread that asks every socket in turn, again and again (native/models/busy-poll.cpp).
import { servicesIn } from '../services/service.cjs';
import { runNative } from '../serving/run-native.js';
import type { Model } from './model.js';

export const busyPoll: Model = {
  name: 'busy-poll',
  quadrant: 'spst',
  canonical: false,
  language: 'C++',
  summary: 'one thread asks each of its non-blocking sockets in turn, and is never told which are ready',
  lineage: ['the notes on N−1 streams', 'UNP 6.2'],
  services: servicesIn('C++'),
  takes: [],
  settings: [
    {
      name: 'yield',
      describe: 'gives the CPU away after a round in which no socket had anything',
      default: false,
    },
  ],
  claims: {
    servedAtOnce: () => Number.POSITIVE_INFINITY,
    processesPerConnection: 0,
    threadsPerConnection: 0,
    workers: () => 0,
    threads: () => 1,
    isBusyWhenIdle: true,
    outOfDescriptors: 'waits',
  },

  run: runNative('busy-poll'),
};
