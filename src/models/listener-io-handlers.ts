// listener-io-handlers: a listener hands connections to IO handlers (native/models/listener-io-handlers.cpp).
import { servicesIn } from '../services/service.cjs';
import { runNative } from '../serving/run-native.js';
import type { Setting } from '../serving/settings.js';
import type { Model } from './model.js';

export const pick: Setting = {
  name: 'pick',
  describe: 'which IO handler gets a new connection; least-loaded: who has the fewest just now',
  default: 'round-robin',
  choices: ['round-robin', 'least-loaded'],
};

const listeners: Setting = {
  name: 'listeners',
  describe: 'threads that accept, each on its own SO_REUSEPORT listener',
  default: 1,
  atLeast: 1,
  atMost: 64,
};

export const listenerIoHandlers: Model = {
  name: 'listener-io-handlers',
  quadrant: 'spmt',
  canonical: false,
  language: 'C++',
  summary: 'a listener thread picks one of N IO handlers for each connection: threads with a readiness loop each',
  lineage: ['memcached', 'muduo', 'Netty'],
  services: servicesIn('C++'),
  takes: ['loops'],
  settings: [pick, listeners],
  sharesPort: true,
  claims: {
    servedAtOnce: () => Number.POSITIVE_INFINITY,
    processesPerConnection: 0,
    threadsPerConnection: 0,
    workers: () => 0,
    threads: ({ loops }) => loops + 2, // the listener, and the one that started them
    sharers: ({ loops }) => loops,
    handsOver: true,
    outOfDescriptors: 'waits',
  },

  run: runNative('listener-io-handlers'),
};
