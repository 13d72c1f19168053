// The diagrams of many processes with one thread each.
import type { Diagram, Place, Process } from '../diagram.js';

const listener = (...waiting: number[]) => [{ name: 'listener', waiting }];
const children: readonly Place[] = [
  [1, 0],
  [2, 0],
  [3, 0],
];
const workers: readonly Place[] = [
  [1, 0],
  [2, 0],
];

const child =
  (thread: string, does: string) =>
  (number: number): Process => ({
    name: `conn-${number}`,
    isMade: true,
    lanes: [{ name: thread, clients: [number], does, isMade: true }],
  });

export const mpst: readonly Diagram[] = [
  {
    model: 'fork-per-connection',
    says: 'A parent process accepts, and starts a Node process for each connection, which inherits the socket: conn-1, conn-2 and conn-3 serve clients 1, 2 and 3. Nobody waits.',
    listeners: listener(),
    processes: [
      {
        name: 'forkroad',
        note: 'the parent',
        lanes: [{ name: 'main', does: 'accepts, starts a child', accepts: [0] }],
      },
      ...[1, 2, 3].map(child('main', 'a whole Node for it')),
    ],
    arrows: [{ from: [0, 0], to: children, words: ['starts'] }],
  },
  {
    model: 'fork-per-connection-native',
    says: 'A parent process accepts, and calls fork for each connection. The child is a copy of the parent with one thread: conn-1, conn-2 and conn-3 serve clients 1, 2 and 3. Nobody waits.',
    listeners: listener(),
    processes: [
      {
        name: 'forkroad',
        note: 'the parent',
        lanes: [{ name: 'accept', does: 'accepts, forks, reaps', accepts: [0] }],
      },
      ...[1, 2, 3].map(child('main', 'blocks in recv for it')),
    ],
    arrows: [{ from: [0, 0], to: children, words: ['forks'] }],
  },
  {
    model: 'prefork',
    says: 'A parent process has started two workers, which share its listener. Each accepts one connection and serves it to its end: clients 1 and 2. Client 3 waits in the backlog.',
    listeners: listener(3),
    processes: [
      { name: 'forkroad', note: 'the parent: keeps two workers', lanes: [] },
      ...[1, 2].map((number) => ({
        name: `worker-${number}`,
        lanes: [{ name: 'main', clients: [number], does: 'served to its end', accepts: [0] }],
      })),
    ],
  },
  {
    model: 'prefork-handoff',
    says: 'A parent process has started two children. It accepts a connection while a child is free, and passes its socket to the first free one: the children serve clients 1 and 2. Client 3 waits in the backlog.',
    listeners: listener(3),
    processes: [
      {
        name: 'forkroad',
        note: 'the parent',
        lanes: [{ name: 'main', does: 'accepts for who is free', accepts: [0] }],
      },
      ...[1, 2].map((number) => ({
        name: `worker-${number}`,
        lanes: [{ name: 'main', clients: [number], does: 'served to its end' }],
      })),
    ],
    arrows: [{ from: [0, 0], to: workers, words: ['passes'] }],
  },
  {
    model: 'cluster',
    says: 'With --schedule rr the primary process accepts every connection and passes its socket to the workers in turn: the first serves clients 1 and 3, the second client 2. With --schedule none the workers accept by themselves.',
    listeners: listener(),
    processes: [
      {
        name: 'forkroad',
        note: '--schedule rr',
        lanes: [{ name: 'main', does: 'accepts, each in turn', accepts: [0] }],
      },
      { name: 'worker-1', lanes: [{ name: 'main', clients: [1, 3], does: 'callbacks, in turn', isLoop: true }] },
      { name: 'worker-2', lanes: [{ name: 'main', clients: [2], does: 'callbacks, in turn', isLoop: true }] },
    ],
    arrows: [{ from: [0, 0], to: workers, words: ['passes'] }],
  },
];
