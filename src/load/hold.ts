// The hold: load that goes on after the last window, until who reads the server's clocks has read them.
import { fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import { ReadStream } from 'node:tty';

/** A parent that hangs, or forgets the descriptor, holds the load no longer than this, or twice the measured time. */
const leastCapMs = 5000;

export const capMs = (durationMs: number): number => Math.max(leastCapMs, 2 * durationMs);

/**
 * Calls `release` once, when the descriptor has a byte or its end. The descriptor is closed then. Keeps no process alive.
 * Returns what ends the watching.
 */
export function watchHold(fd: number, release: () => void): () => void {
  const stream = streamOf(fd);
  if (stream === null) {
    release();
    return () => {};
  }
  let isOver = false;
  const end = () => {
    if (!isOver) release();
    isOver = true;
    stream.destroy();
  };
  stream.once('data', end).once('end', end).once('error', end);
  stream.unref();
  return () => {
    isOver = true;
    stream.destroy();
  };
}

/** Null for a file or a device, which can always be read. */
function streamOf(fd: number): Socket | null {
  const kind = fstatSync(fd);
  if (kind.isFIFO() || kind.isSocket()) return new Socket({ fd, readable: true, writable: false });
  try {
    return new ReadStream(fd);
  } catch {
    return null;
  }
}
