// The sockets that autocannon opens, seen from outside: it says nothing of those that a server ends, and counts no bytes.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import type { LoadCounts, LoadErrors } from '../../addon/load.cjs';

/** Node publishes each client socket of the process here, before it connects. */
const channel = 'net.client.socket';

const kindOfCode: Record<string, keyof LoadErrors> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ETIMEDOUT: 'timeout',
  EADDRNOTAVAIL: 'ports',
  EMFILE: 'descriptors',
  ENFILE: 'descriptors',
};

const beginningOfHttp = Buffer.from('HTTP/1.');

/** Those of the whole process: one run at a time, and nothing else that connects. */
export class WatchedSockets {
  private readonly live = new Set<Socket>();
  private open = 0;
  private mostOpen = 0;
  private gone = { sent: 0, received: 0 };

  /** `onLost` hears of each socket that is lost, but for those that autocannon itself closes; once. */
  constructor(private readonly onLost: (kind: keyof LoadErrors) => void) {
    subscribe(channel, this.watch);
  }

  stop(): void {
    unsubscribe(channel, this.watch);
  }

  /** Established is the most at once: autocannon replaces those that it loses. */
  counts(asked: number): Pick<LoadCounts, 'established' | 'bytesSent' | 'bytesReceived'> {
    const sockets = [...this.live];
    return {
      established: Math.min(this.mostOpen, asked),
      bytesSent: sockets.reduce((sum, socket) => sum + socket.bytesWritten, this.gone.sent),
      bytesReceived: sockets.reduce((sum, socket) => sum + socket.bytesRead, this.gone.received),
    };
  }

  private readonly watch = (message: unknown): void => {
    const { socket } = message as { socket: Socket };
    let isLost = false;
    const lose = (kind: keyof LoadErrors) => {
      if (!isLost) this.onLost(kind);
      isLost = true;
    };
    let isOpen = false;
    this.live.add(socket);
    socket.once('connect', () => {
      isOpen = true;
      this.mostOpen = Math.max(this.mostOpen, ++this.open);
    });
    socket.once('data', (bytes: Buffer) => {
      if (!couldBeHttp(bytes)) lose('malformed');
    });
    socket.once('end', () => lose('ended'));
    socket.once('error', ({ code = '' }: NodeJS.ErrnoException) => lose(kindOfCode[code] ?? 'other'));
    socket.once('close', () => {
      this.live.delete(socket);
      if (isOpen) this.open--;
      this.gone = { sent: this.gone.sent + socket.bytesWritten, received: this.gone.received + socket.bytesRead };
    });
  };
}

/** Its parser falls silent at what is no answer; the first bytes tell already. */
function couldBeHttp(bytes: Buffer): boolean {
  const length = Math.min(bytes.length, beginningOfHttp.length);
  return bytes.subarray(0, length).equals(beginningOfHttp.subarray(0, length));
}
