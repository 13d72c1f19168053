// A connection to an echo server that is watched: is it still answered, and how long does it take until one is again?
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Address } from './server-process.js';

/** Between two attempts to connect. */
const againAfterMs = 5;

export class WatchedConnection {
  private readonly socket: Socket;
  /** Resolves when it has ended, by whichever side. */
  readonly closed: Promise<void>;

  constructor(address: Address) {
    this.socket = connect({ ...address, noDelay: true });
    this.socket.on('error', () => {}); // what counts is that it closes
    this.closed = new Promise((resolve) => void this.socket.once('close', () => resolve()));
  }

  /** Of this end, once it has been answered. */
  get localPort(): number {
    return this.socket.localPort ?? 0;
  }

  /** Sends a byte; true when it comes back within the time, false when it does not or the connection ends. */
  async isAnswered(deadlineMs: number): Promise<boolean> {
    if (this.socket.destroyed) return false;
    let timer: NodeJS.Timeout | undefined;
    const answered = new Promise<boolean>((resolve) => {
      this.socket.once('data', () => resolve(true));
      timer = setTimeout(() => resolve(false), deadlineMs);
      this.socket.write('.');
    });
    const isAnswered = await Promise.race([answered, this.closed.then(() => false)]);
    clearTimeout(timer);
    return isAnswered;
  }

  release(): void {
    this.socket.destroy();
  }
}

/** Connects, again and again, until a byte comes back; false when none has within the time, or it is not worth a try. */
export async function isAnsweredAgain(
  address: Address,
  deadlineMs: number,
  isWorthATry: () => boolean,
): Promise<boolean> {
  const endMs = performance.now() + deadlineMs;
  for (let leftMs = deadlineMs; leftMs > 0 && isWorthATry(); leftMs = endMs - performance.now()) {
    const connection = new WatchedConnection(address);
    const isAnswered = await connection.isAnswered(leftMs);
    connection.release();
    if (isAnswered) return true;
    await delay(againAfterMs);
  }
  return false;
}
