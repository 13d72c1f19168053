// The diagrams of one process and one thread.
import type { Diagram } from '../diagram.js';

const listener = (...waiting: number[]) => [{ name: 'listener', waiting }];

const loopSays = (what: string): string =>
  `One process with one serving thread. ${what} Clients 1, 2 and 3 are all served by it; nobody waits in the backlog.`;

export const spst: readonly Diagram[] = [
  {
    model: 'iterative',
    says: 'One process, and in it one thread, which serves client 1. Clients 2 and 3 are connected by the kernel and wait in its backlog; nobody has accepted them.',
    listeners: listener(2, 3),
    processes: [{ name: 'forkroad', lanes: [{ name: 'main', clients: [1], does: 'served to its end', accepts: [0] }] }],
  },
  {
    model: 'iterative-native',
    says: 'One process. Its thread named accept serves client 1. Clients 2 and 3 are connected by the kernel and wait in its backlog; nobody has accepted them.',
    listeners: listener(2, 3),
    processes: [
      { name: 'forkroad', lanes: [{ name: 'accept', clients: [1], does: 'blocks in recv for it', accepts: [0] }] },
    ],
  },
  {
    model: 'event-loop',
    says: loopSays("It is Node's main thread, in libuv's loop."),
    listeners: listener(),
    processes: [
      {
        name: 'forkroad',
        lanes: [{ name: 'main', clients: [1, 2, 3], does: 'callbacks, in turn', isLoop: true, accepts: [0] }],
      },
    ],
  },
  {
    model: 'busy-poll',
    says: loopSays('It asks the listener and each socket in turn, again and again, whether there is anything.'),
    listeners: listener(),
    processes: [
      {
        name: 'forkroad',
        lanes: [{ name: 'loop', clients: [1, 2, 3], does: 'asks one by one', isLoop: true, accepts: [0] }],
      },
    ],
  },
  {
    model: 'epoll',
    says: loopSays(
      'It sleeps in epoll_wait, and the kernel tells it which sockets are ready, the listener among them.',
    ),
    listeners: listener(),
    processes: [
      {
        name: 'forkroad',
        lanes: [{ name: 'loop', clients: [1, 2, 3], does: 'the ready ones', isLoop: true, accepts: [0] }],
      },
    ],
  },
  {
    model: 'io-uring',
    says: loopSays(
      'It shares two rings with the kernel: into one it puts what is to be done, from the other it takes what was done.',
    ),
    listeners: listener(),
    processes: [
      {
        name: 'forkroad',
        lanes: [
          { name: 'submissions', does: 'accept, receive, send: to do', isQueue: true },
          { name: 'loop', clients: [1, 2, 3], does: 'what was done', isLoop: true },
          { name: 'completions', does: 'accepted, received, sent', isQueue: true, accepts: [0] },
        ],
      },
    ],
    arrows: [
      { from: [0, 1], to: [[0, 0]], words: ['asks'] },
      { from: [0, 2], to: [[0, 1]], words: ['done'] },
    ],
  },
];
