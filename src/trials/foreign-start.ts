// The wait for an external server: until it listens on the port that it was told; or why it does not come to that.
import { setTimeout as delay } from 'node:timers/promises';
import { listeningHost } from '../observe/listening-host.js';
import { isRunning } from '../observe/process-status.js';
import { allPids, holdersOf, socketInodesOf } from '../observe/socket-owners.js';
import { listenerInodes, listeners } from '../observe/tcp-sockets.js';
import type { ForeignServer } from './foreign-server.js';
import type { OwnedProcess } from './owned-process.js';

const startDeadlineMs = 10_000;
/** One that listens, but elsewhere, may yet open its second port. */
const elsewhereDeadlineMs = 2000;
/** A process that is not known to be the server's may take so long to listen after the server's own has ended. */
const strangerDeadlineMs = 1000;
const lookEveryMs = 5;
/** A shell's: the program may not be run, or is not there. */
const notFoundCodes = [126, 127];

/** Why it did not come to listen, or did not stay. */
export class ForeignStartError extends Error {
  constructor(
    message: string,
    readonly reason: 'not-found' | 'no-port' | 'ended' | 'background' | 'elsewhere' | 'silent',
  ) {
    super(message);
  }
}

export interface Awaited {
  server: ForeignServer;
  owned: OwnedProcess;
  isShell: boolean;
  /** Inodes of the streams that it was given, which are sockets too. */
  streams: readonly string[];
  /** At least 1: all of these times are multiplied by it. */
  slowness: number;
}

/** Resolves with the address at which it listens. Rejects with a ForeignStartError. */
export async function untilListening(awaited: Awaited): Promise<string> {
  const { server, owned, streams, slowness } = awaited;
  const { ended, family } = server;
  const { port } = server.address;
  if (owned.child.pid === undefined) throw new ForeignStartError(await ended, 'not-found');
  const startedMs = performance.now();
  for (;;) {
    if (!isRunning(owned.pid)) throw await whyEnded(awaited);
    const inodes = listenersOf(port, family(), streams);
    if (inodes.length > 0) return listeningHost(port, inodes) ?? server.address.host;
    refuseToWaitLonger(server, performance.now() - startedMs, slowness);
    await delay(lookEveryMs);
  }
}

/** The kernel's table of sockets is long after a churn: it is read only when there is a socket beside those `given`. */
function listenersOf(port: number, pids: readonly number[], given: readonly string[]): string[] {
  const own = socketInodesOf(pids).filter((inode) => !given.includes(inode));
  return own.length === 0 ? [] : listenerInodes(port).filter((inode) => own.includes(inode));
}

async function whyEnded({ server, owned: { child }, isShell, slowness }: Awaited): Promise<ForeignStartError> {
  const how = await server.ended;
  const background = child.exitCode === 0 ? await whoRunsOn(server, slowness) : undefined;
  const isNotFound = isShell && notFoundCodes.includes(child.exitCode ?? 0);
  return background ?? new ForeignStartError(`it ended before it listened: ${how}`, isNotFound ? 'not-found' : 'ended');
}

/** Undefined where nobody is found: it has just ended. */
async function whoRunsOn(
  { inBackground, address: { port } }: ForeignServer,
  slowness: number,
): Promise<ForeignStartError | undefined> {
  for (
    const endMs = performance.now() + strangerDeadlineMs * slowness;
    performance.now() < endMs;
    await delay(lookEveryMs)
  ) {
    const strangers = holdersOf(listenerInodes(port), allPids());
    const background = inBackground(); // after them: what is known to be its own is no stranger
    if (background.length > 0) return wentToBackground(background);
    if (strangers.length > 0) return strangerListens(strangers, port);
  }
}

const wayOut = "start it in the foreground, without '&', setsid -f or an option to run as a daemon";

export const wentToBackground = (pids: readonly number[]): ForeignStartError =>
  new ForeignStartError(
    `it went into the background (pid ${pids.join(', ')}), and was ended there: ${wayOut}`,
    'background',
  );

/** It gave up all that it had of us: it is not ended, since it may be somebody else's. */
const strangerListens = (pids: readonly number[], port: number): ForeignStartError =>
  new ForeignStartError(
    `it ended with exit code 0, and pid ${pids.join(', ')} listens on port ${port}: if that is your server, it went ` +
      `into the background; end it (kill ${pids.join(' ')}) and ${wayOut}`,
    'background',
  );

function refuseToWaitLonger({ address: { port }, family }: ForeignServer, elapsedMs: number, slowness: number): void {
  const elsewhere =
    elapsedMs > elsewhereDeadlineMs * slowness ? portsOf(family()).filter((other) => other !== port) : [];
  if (elsewhere.length > 0) {
    throw new ForeignStartError(`it was told port ${port}, but listens on ${elsewhere.join(', ')}`, 'elsewhere');
  }
  if (elapsedMs > startDeadlineMs * slowness) {
    const seconds = Math.round(elapsedMs / 1000);
    throw new ForeignStartError(`it does not listen on port ${port} after ${seconds} s`, 'silent');
  }
}

function portsOf(pids: readonly number[]): number[] {
  const own = new Set(socketInodesOf(pids));
  return listeners().flatMap(({ localPort, inode }) => (own.has(inode) ? [localPort] : []));
}
