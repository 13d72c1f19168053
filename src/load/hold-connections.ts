// Connections held open and idle: for the memory that they cost, and for what active clients pay beside them.
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface HeldConnections {
  established: number;
  /** Those that were answered. */
  served: number;
  release(): void;
}

/** What is sent on each to be answered. */
const openings: Record<string, string> = { 'http-echo': 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n' };

/**
 * Opens `count` connections, sends a message on each, and resolves when each is answered or its connection has failed, or
 * with what is so at the deadline, or when none of that came for `quietMs`. Never rejects: who asks compares the counts.
 */
export async function holdConnections(
  address: { host: string; port: number },
  count: number,
  { deadlineMs, quietMs, service }: { deadlineMs: number; quietMs?: number; service: string },
): Promise<HeldConnections> {
  const held = Array.from({ length: count }, () => new HeldConnection(address, openings[service] ?? '.'));
  const over = new AbortController();
  const late = delay(deadlineMs, undefined, { signal: over.signal }).catch(() => {});
  const quiet = quietMs === undefined ? [] : [untilQuiet(held, quietMs, over.signal)];
  await Promise.race([Promise.all(held.map(({ settled }) => settled)), late, ...quiet]);
  over.abort();
  return {
    established: held.filter(({ isEstablished }) => isEstablished).length,
    served: held.filter(({ isServed }) => isServed).length,
    release: () => {
      for (const { socket } of held) socket.destroy();
    },
  };
}

/** Resolves when no connection has settled for so long. */
async function untilQuiet(held: readonly HeldConnection[], quietMs: number, over: AbortSignal): Promise<void> {
  const settled = () => held.filter(({ isSettled }) => isSettled).length;
  for (let before = -1, now = 0; now !== before && !over.aborted; ) {
    before = settled();
    await delay(quietMs, undefined, { signal: over }).catch(() => {});
    now = settled();
  }
}

class HeldConnection {
  readonly socket: Socket;
  readonly settled: Promise<void>;
  isEstablished = false;
  isServed = false;
  isSettled = false;

  constructor(address: { host: string; port: number }, opening: string) {
    this.socket = connect({ ...address, noDelay: true });
    this.settled = new Promise((settle) => {
      const resolve = () => {
        this.isSettled = true;
        settle();
      };
      this.socket.on('connect', () => {
        this.isEstablished = true;
        this.socket.write(opening);
      });
      this.socket.on('data', () => {
        this.isServed = true;
        resolve();
      });
      this.socket.on('error', () => {}); // what counts is that it closes
      this.socket.on('close', () => resolve());
    });
  }
}
