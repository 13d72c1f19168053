// Accepting in TypeScript: all connections as they come, or one at a time, the next one only when it is asked for.
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { addon } from '../addon/addon.cjs';
import type { ErrorKind } from '../addon/counters.cjs';
import { aborted } from './aborted.js';

export const backlog = 511; // Node's own default; the kernel caps it at net.core.somaxconn
const backOffMs = 100;

export const acceptOptions = { pauseOnConnect: true, allowHalfOpen: true, noDelay: true } as const;

/**
 * Calls `serve` with all connections of the listener as they come, until `stopping`. libuv keeps a descriptor in reserve, and
 * closes who cannot be served; where a loop beside it has taken that one, it would ask for ever: then nobody is asked for a while.
 */
export async function acceptAll(
  listenFd: number,
  stopping: AbortSignal,
  serve: (connection: Socket) => void,
): Promise<void> {
  while (!stopping.aborted) {
    try {
      await acceptUntilError(listenFd, stopping, serve);
    } catch (error) {
      if (isShutDown(error as NodeJS.ErrnoException)) await aborted(stopping);
      else await backOff(error as NodeJS.ErrnoException, stopping);
    }
  }
}

function acceptUntilError(listenFd: number, stopping: AbortSignal, serve: (connection: Socket) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const fd = addon.sockets.duplicate(listenFd); // may throw EMFILE: nothing has been made yet
    const listener = createServer(acceptOptions, serve);
    const stop = () => settle(resolve);
    const settle = (answer: () => void) => {
      stopping.removeEventListener('abort', stop);
      listener.close();
      answer();
    };
    listener.on('error', (error) => settle(() => reject(error)));
    stopping.addEventListener('abort', stop, { once: true });
    listener.listen({ fd }, backlog);
  });
}

/** Connections of the listener, until `stopping`. What is not asked for waits in the kernel's queue, accepted by no one. */
export async function* acceptEach(listenFd: number, stopping: AbortSignal): AsyncGenerator<Socket> {
  while (!stopping.aborted) {
    try {
      const connection = await acceptOne(listenFd, stopping);
      if (connection !== undefined) yield connection;
    } catch (error) {
      if (isShutDown(error as NodeJS.ErrnoException)) return;
      await backOff(error as NodeJS.ErrnoException, stopping);
    }
  }
}

/**
 * libuv accepts as long as its listener is open, so a listener of its own, on a copy of the descriptor, is closed in the
 * callback of its first connection. (A listener that was shut down would be revived here: the caller checks `stopping`.)
 */
function acceptOne(listenFd: number, stopping: AbortSignal): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const fd = addon.sockets.duplicate(listenFd); // may throw EMFILE: nothing has been made yet
    const listener = createServer(acceptOptions);
    const stop = () => settle(listener, () => resolve(undefined));
    const settle = (closing: NetServer, answer: () => void) => {
      stopping.removeEventListener('abort', stop);
      closing.close();
      answer();
    };
    listener.once('connection', (connection) => settle(listener, () => resolve(connection)));
    listener.once('error', (error) => settle(listener, () => reject(error)));
    stopping.addEventListener('abort', stop, { once: true });
    listener.listen({ fd }, backlog);
  });
}

/** What accept says of a listener that the server's first process has shut down: word to stop is on its way. */
export const isShutDown = ({ syscall, code }: NodeJS.ErrnoException): boolean =>
  syscall === 'accept' && code === 'EINVAL';

let lastComplaintMs = 0;

/**
 * Out of descriptors, processes or memory: counted, said at most once a second, tried again a little later.
 * @param exhausted what EAGAIN is counted as
 */
export async function backOff(
  error: NodeJS.ErrnoException,
  stopping: AbortSignal,
  exhausted?: ErrorKind,
): Promise<void> {
  if (error.code === 'EAGAIN' && exhausted) addon.counters.failed(exhausted);
  else addon.counters.failedWith(error.code ?? '');
  if (Date.now() - lastComplaintMs >= 1000) {
    lastComplaintMs = Date.now();
    addon.packetLog.say('info', 0, `${error.syscall ?? 'accept'}: ${error.code ?? error.message}; new clients wait`);
  }
  await delay(backOffMs, undefined, { signal: stopping }).catch(() => {});
}
