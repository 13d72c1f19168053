// The models there are, in the order of the map; a new one is one line here.
import { acceptorQueue } from './acceptor-queue.js';
import { busyPoll } from './busy-poll.js';
import { cluster } from './cluster.js';
import { epoll } from './epoll.js';
import { eventLoop } from './event-loop.js';
import { forkPerConnection } from './fork-per-connection.js';
import { forkPerConnectionNative } from './fork-per-connection-native.js';
import { forkedIoHandlers } from './forked-io-handlers.js';
import { forkedThreadPools } from './forked-thread-pools.js';
import { ioUring } from './io-uring.js';
import { iterative } from './iterative.js';
import { iterativeNative } from './iterative-native.js';
import { listenerIoHandlers } from './listener-io-handlers.js';
import type { Model } from './model.js';
import { prefork } from './prefork.js';
import { preforkHandoff } from './prefork-handoff.js';
import { reuseportLoops } from './reuseport-loops.js';
import { threadPerConnection } from './thread-per-connection.js';
import { threadPool } from './thread-pool.js';
import { workerLoops } from './worker-loops.js';
import { workerPerConnection } from './worker-per-connection.js';

export const models: readonly Model[] = [
  iterative,
  iterativeNative,
  eventLoop,
  busyPoll,
  epoll,
  ioUring,
  threadPerConnection,
  workerPerConnection,
  threadPool,
  acceptorQueue,
  listenerIoHandlers,
  reuseportLoops,
  workerLoops,
  forkPerConnection,
  forkPerConnectionNative,
  prefork,
  preforkHandoff,
  cluster,
  forkedThreadPools,
  forkedIoHandlers,
];

/** The words that name a model: its name, or its quadrant's code if it is the canonical one. */
export const modelWords: readonly string[] = models.flatMap((model) =>
  model.canonical ? [model.quadrant, model.name] : [model.name],
);

export function findModel(word: string): Model | undefined {
  return models.find((model) => model.name === word || (model.canonical && model.quadrant === word));
}
