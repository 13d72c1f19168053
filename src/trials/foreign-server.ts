// Somebody else's server: any program that listens on the port it is told, started, watched and ended with all it started.
import { setTimeout as delay } from 'node:timers/promises';
import { isRunning } from '../observe/process-status.js';
import { socketInodeOf, socketInodesOf } from '../observe/socket-owners.js';
import { listenerInodes, listeners } from '../observe/tcp-sockets.js';
import type { ForeignCommand } from './foreign-command.js';
import { freePort } from './free-port.js';
import { type OwnedProcess, startOwned } from './owned-process.js';
import { familyOf, haveEnded, nobody, signalTo } from './process-family.js';
import type { Address } from './server-process.js';

export { type ForeignCommand, parseServerCommand } from './foreign-command.js';

const host = '127.0.0.1';
const startDeadlineMs = 10_000;
/** One that listens, but elsewhere, may yet open its second port. */
const elsewhereDeadlineMs = 2000;
const stopDeadlineMs = 3000;
const lookEveryMs = 5;
/** What it wrote last may still be in the pipe; somebody it started may hold the pipe open for ever. */
const lastWordsMs = 200;
const keptOutput = 2000;
/** A shell's: the program may not be run, or is not there. */
const notFoundCodes = [126, 127];

export interface ForeignServer {
  pid: number;
  address: Address;
  /** From its start to when it listened. */
  listeningMs: number;
  /** Resolves, never rejects, when the process that was started has ended: "exit code 1: bind: Address already in use". */
  ended: Promise<string>;
  /** The end of what it has written so far. */
  output(): string;
  /** Every process that it is made of now: its tree, and who else is of its group or its session; zombies included. */
  family(): number[];
  /** SIGTERM to the process that was started; the whole group where that is a shell, as Ctrl-C would. */
  terminate(): void;
  /** Ends everything at once and resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and after 3 s SIGKILL for what is left. */
  stop(): Promise<void>;
  /** Rejects when the server ends before `work` has: the reason is the server's, whatever happened to the work. */
  during<Value>(work: Promise<Value>): Promise<Value>;
}

/** Why it did not come to listen. */
export class ForeignStartError extends Error {
  constructor(
    message: string,
    readonly reason: 'not-found' | 'no-port' | 'ended' | 'elsewhere' | 'silent',
  ) {
    super(message);
  }
}

/** Without `port`, a free one. Rejects with a ForeignStartError, and leaves nothing behind then. */
export async function startForeign(
  command: ForeignCommand,
  signal: AbortSignal,
  port?: number,
): Promise<ForeignServer> {
  const address = { host, port: port ?? (await portOrNone()) };
  const startedMs = performance.now();
  const owned = startOwned([command.file, ...command.args(address.port)], ['ignore', 'pipe', 'pipe'], signal);
  const server = watched(owned, address, command.file === 'sh');
  try {
    await untilListening(server, owned, command);
    server.listeningMs = performance.now() - startedMs;
    return server;
  } catch (error) {
    await server.kill();
    throw error;
  }
}

const portOrNone = (): Promise<number> =>
  freePort().catch((error: Error) => {
    throw new ForeignStartError(error.message, 'no-port');
  });

function watched(owned: OwnedProcess, address: Address, isShell: boolean): ForeignServer {
  const output = keepOutput(owned);
  const ended = endOf(owned, output);
  const { members, everyone } = owned.child.pid === undefined ? nobody : familyOf(owned.pid, address.port);
  const terminate = () => signalTo(isShell ? -owned.pid : owned.pid, 'SIGTERM');
  const endAll = async (pids: readonly number[]) => {
    for (const pid of pids.filter(isRunning)) signalTo(pid, 'SIGKILL');
    owned.kill();
    if (!(await haveEnded(pids, stopDeadlineMs))) throw new Error(`processes ${pids.join(', ')} do not end`);
  };
  const stop = async () => {
    const before = everyone();
    terminate();
    await haveEnded(before, stopDeadlineMs);
    await endAll([...new Set([...before, ...everyone()])]);
  };
  const during = <Value>(work: Promise<Value>): Promise<Value> => {
    const tooSoon = ended.then((how) => {
      throw new Error(`the server ended: ${how}`);
    });
    return Promise.race([work, tooSoon]);
  };
  const kill = () => endAll(everyone());
  return { pid: owned.pid, address, listeningMs: 0, ended, output, family: members, terminate, kill, stop, during };
}

async function untilListening(server: ForeignServer, { child }: OwnedProcess, command: ForeignCommand): Promise<void> {
  const { ended, family, address } = server;
  if (child.pid === undefined) throw new ForeignStartError(await ended, 'not-found');
  let hasEnded = '';
  ended.then((how) => {
    hasEnded = how;
  });
  const startedMs = performance.now();
  const given = new Set([1, 2].flatMap((fd) => socketInodeOf(child.pid ?? 0, fd))); // Node's pipes are sockets
  while (!listensOn(address.port, family(), given)) {
    if (hasEnded !== '') {
      const isNotFound = command.file === 'sh' && notFoundCodes.includes(child.exitCode ?? 0);
      throw new ForeignStartError(`it ended before it listened: ${hasEnded}`, isNotFound ? 'not-found' : 'ended');
    }
    refuseToWaitLonger(server, performance.now() - startedMs);
    await delay(lookEveryMs);
  }
}

/** The kernel's table of sockets is long after a churn: it is read only when there is a socket beside those `given`. */
function listensOn(port: number, pids: readonly number[], given: ReadonlySet<string>): boolean {
  const own = socketInodesOf(pids).filter((inode) => !given.has(inode));
  return own.length > 0 && listenerInodes(port).some((inode) => own.includes(inode));
}

function refuseToWaitLonger({ address: { port }, family }: ForeignServer, elapsedMs: number): void {
  const elsewhere = elapsedMs > elsewhereDeadlineMs ? portsOf(family()).filter((other) => other !== port) : [];
  if (elsewhere.length > 0) {
    throw new ForeignStartError(`it was told port ${port}, but listens on ${elsewhere.join(', ')}`, 'elsewhere');
  }
  if (elapsedMs > startDeadlineMs) {
    throw new ForeignStartError(`it does not listen on port ${port} after ${startDeadlineMs / 1000} s`, 'silent');
  }
}

function portsOf(pids: readonly number[]): number[] {
  const own = new Set(socketInodesOf(pids));
  return listeners().flatMap(({ localPort, inode }) => (own.has(inode) ? [localPort] : []));
}

/** Both streams are read, or a full pipe would stop the server. */
function keepOutput({ child }: OwnedProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (more: string) => {
      text = (text + more).slice(-keptOutput);
    });
  }
  return () => text.trim();
}

async function endOf({ child, exited, ended }: OwnedProcess, output: () => string): Promise<string> {
  await exited;
  const told = await Promise.race([ended, delay(lastWordsMs)]);
  if (child.pid === undefined) return told ?? 'not started';
  const how = told ?? child.signalCode ?? `exit code ${child.exitCode}`;
  const lastLine = output().split('\n').at(-1) ?? '';
  return how.includes(': ') || lastLine === '' ? how : `${how}: ${lastLine}`;
}
