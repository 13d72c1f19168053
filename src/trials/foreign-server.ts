// An external server: any program that listens on the port it is told, started, watched and ended with all it started.
import { setTimeout as delay } from 'node:timers/promises';
import { isRunning } from '../observe/process-status.js';
import { socketInodeOf } from '../observe/socket-owners.js';
import { printable } from '../text/printable.js';
import type { ForeignCommand } from './foreign-command.js';
import { ForeignStartError, untilListening, wentToBackground } from './foreign-start.js';
import { freePort } from './free-port.js';
import { type OwnedProcess, startOwned } from './owned-process.js';
import type { Placement } from './placement.js';
import { endAll, type Family, familyOf, haveEnded, nobody } from './process-family.js';
import type { Address } from './server-process.js';
import { signalTo } from './signal-to.js';

export { type ForeignCommand, parseServerCommand } from './foreign-command.js';
export { ForeignStartError } from './foreign-start.js';

/** Until it is seen where it listens. */
const assumedHost = '127.0.0.1';
const stopDeadlineMs = 3000;
/** What it wrote last may still be in the pipe; somebody it started may hold the pipe open for ever. */
const lastWordsMs = 200;
const keptOutput = 2000;

export interface ForeignServer {
  pid: number;
  /** The host is 127.0.0.1 where it listens there, else ::1, else whatever it listens on. */
  address: Address;
  /** From its start to when it listened. */
  listeningMs: number;
  /** Resolves, never rejects, when the process that was started has ended: "exit code 1: bind: Address already in use". */
  ended: Promise<string>;
  /**
   * Those that ran on, as far as seen by now, after the process that was started ended by itself, with exit code 0; none
   * otherwise. One that forks and ends under a look is not seen by it: the next one sees its child.
   */
  inBackground(): readonly number[];
  /** The end of what it has written so far. */
  output(): string;
  /** Every process that it is made of now: its tree, and who else is of its group or its session; zombies included. */
  family(): number[];
  /** SIGTERM to the process that was started; the whole group where that is a shell, as Ctrl-C would. */
  terminate(): void;
  /** Ends everything at once and resolves when it is gone; rejects with a StillRuns. */
  kill(): Promise<void>;
  /** SIGTERM, and after 3 s SIGKILL for what is left. */
  stop(): Promise<void>;
  /** Rejects when the server ends before `work` has: the reason is the server's, whatever happened to the work. */
  during<Value>(work: Promise<Value>): Promise<Value>;
}

export interface StartOptions {
  port?: number;
  /** How many times as long as on a usual machine is waited for it. */
  slowness?: number;
  /** That it may run on; null: any. */
  cpus?: Placement['server'];
}

/** Without `port`, a free one. Rejects with a ForeignStartError, and leaves nothing behind then. */
export async function startForeign(
  command: ForeignCommand,
  signal: AbortSignal,
  { port, slowness = 1, cpus = null }: StartOptions = {},
): Promise<ForeignServer> {
  const address = { host: assumedHost, port: port ?? (await portOrNone()) };
  const startedMs = performance.now();
  const words = [command.file, ...command.args(address.port)];
  const owned = startOwned(words, ['ignore', 'pipe', 'pipe'], signal, { mayLeave: true, cpus });
  const isShell = command.file === 'sh';
  const streams = [1, 2].flatMap((fd) => socketInodeOf(owned.pid, fd)); // Node's pipes are sockets
  const server = watched(owned, { address, isShell, streams, signal, slowness });
  try {
    address.host = await untilListening({ server, owned, isShell, streams, slowness });
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

interface Watched {
  address: Address;
  isShell: boolean;
  streams: readonly string[];
  signal: AbortSignal;
  slowness: number;
}

function watched(owned: OwnedProcess, { address, isShell, streams, signal, slowness }: Watched): ForeignServer {
  const { pid, mark } = owned;
  const family = owned.child.pid === undefined ? nobody : familyOf({ pid, mark, streams, port: address.port });
  const output = keepOutput(owned);
  const deadlineMs = stopDeadlineMs * slowness;
  let isAsked = false;
  const background = new Set<number>();
  const inBackground = () => {
    const hasLeft = owned.child.exitCode === 0 && !isAsked && !signal.aborted;
    if (hasLeft) for (const each of family.everyone().filter(isRunning)) background.add(each);
    return [...background];
  };
  const ended = owned.exited.then(() => {
    inBackground();
    return endOf(owned, output);
  });
  const terminate = () => {
    isAsked = true;
    signalTo(isShell ? -pid : pid, 'SIGTERM');
  };
  const kill = () => {
    isAsked = true;
    return endWhole(owned, family, [...background], deadlineMs);
  };
  const stop = async () => {
    const before = family.everyone();
    terminate();
    await haveEnded(before, deadlineMs);
    await kill();
  };
  const during = <Value>(work: Promise<Value>): Promise<Value> => {
    const tooSoon = ended.then((how) => {
      throw inBackground().length > 0 ? wentToBackground(inBackground()) : new Error(`the server ended: ${how}`);
    });
    return Promise.race([work, tooSoon]);
  };
  const of = { pid, address, listeningMs: 0, ended, inBackground, output, family: family.members };
  return { ...of, terminate, kill, stop, during };
}

/** What cannot be ended keeps its streams open, and is a child: neither keeps this process from ending. */
async function endWhole(
  owned: OwnedProcess,
  { everyone }: Family,
  known: readonly number[],
  deadlineMs: number,
): Promise<void> {
  const before = [...known, ...everyone()];
  owned.kill();
  try {
    await endAll(() => [...new Set([...before, ...everyone()])], deadlineMs);
    owned.over();
  } finally {
    owned.child.stdout?.destroy();
    owned.child.stderr?.destroy();
    owned.child.unref();
  }
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

async function endOf({ child, ended }: OwnedProcess, output: () => string): Promise<string> {
  const told = await Promise.race([ended, delay(lastWordsMs)]);
  if (child.pid === undefined) return told ?? 'not started';
  const how = told ?? child.signalCode ?? `exit code ${child.exitCode}`;
  const lastLine = printable(output().split('\n').at(-1) ?? '');
  return how.includes(': ') || lastLine === '' ? how : `${how}: ${lastLine}`;
}
