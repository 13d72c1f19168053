// The diagrams of many processes with many threads.
import type { Diagram, Lane } from '../diagram.js';

const pool = (number: number, client: number | undefined): Lane => ({
  name: `pool-${number}`,
  ...(client === undefined ? { does: 'waits in accept' } : { clients: [client], does: 'served to its end' }),
  accepts: [0],
});

const handlers = (first: number[], second: number[]): Lane[] => [
  { name: 'listener-1', does: 'accepts, picks a handler', accepts: [0] },
  { name: 'io-handler-1', clients: first, does: 'the ready ones', isLoop: true },
  { name: 'io-handler-2', clients: second, does: 'the ready ones', isLoop: true },
];

export const mpmt: readonly Diagram[] = [
  {
    model: 'forked-thread-pools',
    says: 'A parent process has started two workers with two pool threads each. All four threads accept from the one listener. Three of them serve clients 1, 2 and 3, one is free.',
    listeners: [{ name: 'listener', waiting: [] }],
    processes: [
      { name: 'forkroad', note: 'the parent: keeps two workers', lanes: [] },
      { name: 'worker-1', note: '--threads 2', lanes: [pool(1, 1), pool(2, 3)] },
      { name: 'worker-2', note: '--threads 2', lanes: [pool(1, 2), pool(2, undefined)] },
    ],
  },
  {
    model: 'forked-io-handlers',
    says: 'A parent process has started two workers. In each a listener thread accepts from the one listener and hands connections to two IO handlers, threads with a readiness loop each. They serve clients 1 to 4.',
    listeners: [{ name: 'listener', waiting: [] }],
    processes: [
      { name: 'forkroad', note: 'the parent: keeps two workers', lanes: [] },
      { name: 'worker-1', note: '--loops 2', lanes: handlers([1], [3]) },
      { name: 'worker-2', note: '--loops 2', lanes: handlers([2], [4]) },
    ],
    arrows: [
      {
        from: [1, 0],
        to: [
          [1, 1],
          [1, 2],
        ],
        words: ['hands', 'over'],
      },
      {
        from: [2, 0],
        to: [
          [2, 1],
          [2, 2],
        ],
        words: ['hands', 'over'],
      },
    ],
  },
];
