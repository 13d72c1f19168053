// The diagrams of one process and many threads.
import type { Diagram, Lane } from '../diagram.js';

const listener = (...waiting: number[]) => [{ name: 'listener', waiting }];
const twoListeners = [
  { name: 'listener 1', waiting: [] },
  { name: 'listener 2', waiting: [] },
];

const perConnection = (one: string): Lane[] =>
  [1, 2, 3].map((number) => ({ name: `conn-${number}`, clients: [number], does: one, isMade: true }));

export const spmt: readonly Diagram[] = [
  {
    model: 'thread-per-connection',
    says: 'One process. Its thread named accept takes each connection and starts a thread for it: conn-1, conn-2 and conn-3 serve clients 1, 2 and 3. Nobody waits.',
    listeners: listener(),
    processes: [
      {
        name: 'forkroad',
        lanes: [
          { name: 'accept', does: 'accepts, starts a thread', accepts: [0] },
          ...perConnection('blocks in recv for it'),
        ],
      },
    ],
    arrows: [
      {
        from: [0, 0],
        to: [
          [0, 1],
          [0, 2],
          [0, 3],
        ],
        words: ['starts'],
      },
    ],
  },
  {
    model: 'worker-per-connection',
    says: "One process. Node's main thread accepts and starts a Worker for each connection, a thread with a V8 and an event loop of its own: conn-1, conn-2 and conn-3 serve clients 1, 2 and 3.",
    listeners: listener(),
    processes: [
      {
        name: 'forkroad',
        lanes: [
          { name: 'main', does: 'accepts, starts a Worker', accepts: [0] },
          ...perConnection('V8 and loop of its own'),
        ],
      },
    ],
    arrows: [
      {
        from: [0, 0],
        to: [
          [0, 1],
          [0, 2],
          [0, 3],
        ],
        words: ['boots'],
      },
    ],
  },
  {
    model: 'thread-pool',
    says: 'One process with three pool threads that all accept from the one listener. Each serves one client to its end: 1, 2 and 3. Client 4 waits in the backlog.',
    listeners: listener(4),
    processes: [
      {
        name: 'forkroad',
        note: '--threads 3',
        lanes: [1, 2, 3].map((number) => ({
          name: `pool-${number}`,
          clients: [number],
          does: 'served to its end',
          accepts: [0],
        })),
      },
    ],
  },
  {
    model: 'acceptor-queue',
    says: 'One process. The thread named accept takes connections and puts them into a bounded queue, in which client 3 waits. Two pool threads take from the queue; they serve clients 1 and 2. Nobody waits in the kernel.',
    listeners: listener(),
    processes: [
      {
        name: 'forkroad',
        note: '--threads 2',
        lanes: [
          { name: 'accept', does: 'accepts and queues', accepts: [0] },
          { name: 'queue', clients: [3], does: 'accepted, waits', isQueue: true },
          { name: 'pool-1', clients: [1], does: 'served to its end' },
          { name: 'pool-2', clients: [2], does: 'served to its end' },
        ],
      },
    ],
    arrows: [
      { from: [0, 0], to: [[0, 1]], words: ['puts'] },
      {
        from: [0, 1],
        to: [
          [0, 2],
          [0, 3],
        ],
        words: ['takes'],
      },
    ],
  },
  {
    model: 'listener-io-handlers',
    says: 'One process. A listener thread accepts and hands each connection to one of two IO handlers, threads with a readiness loop each. The first serves clients 1 and 3, the second client 2.',
    listeners: listener(),
    processes: [
      {
        name: 'forkroad',
        note: '--loops 2',
        lanes: [
          { name: 'listener-1', does: 'accepts, picks a handler', accepts: [0] },
          { name: 'io-handler-1', clients: [1, 3], does: 'the ready ones', isLoop: true },
          { name: 'io-handler-2', clients: [2], does: 'the ready ones', isLoop: true },
        ],
      },
    ],
    arrows: [
      {
        from: [0, 0],
        to: [
          [0, 1],
          [0, 2],
        ],
        words: ['hands', 'over'],
      },
    ],
  },
  {
    model: 'reuseport-loops',
    says: 'One process with two threads that share nothing. Each has a listener of its own on the same port, and a readiness loop. The kernel shares new connections out by a hash: the first loop serves clients 1 and 3, the second client 2.',
    listeners: twoListeners,
    processes: [
      {
        name: 'forkroad',
        note: '--loops 2',
        lanes: [
          { name: 'loop-1', clients: [1, 3], does: 'the ready ones', isLoop: true, accepts: [0] },
          { name: 'loop-2', clients: [2], does: 'the ready ones', isLoop: true, accepts: [1] },
        ],
      },
    ],
  },
  {
    model: 'worker-loops',
    says: "One process with two Workers, threads with a V8 and an event loop each, and a listener of their own on the same port. The kernel shares new connections out by a hash: the first serves clients 1 and 3, the second client 2. Node's main thread serves nobody.",
    listeners: twoListeners,
    processes: [
      {
        name: 'forkroad',
        note: '--loops 2',
        lanes: [
          { name: 'loop-1', clients: [1, 3], does: 'callbacks, in turn', isLoop: true, accepts: [0] },
          { name: 'loop-2', clients: [2], does: 'callbacks, in turn', isLoop: true, accepts: [1] },
        ],
      },
    ],
  },
];
