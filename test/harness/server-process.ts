// A forkroad server as a process of its own, as a user would start it; ended by the test's teardown, whatever happens.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import { until, within } from './deadline.js';
import { descendants } from './processes.js';
import { takeTurn } from './turns.js';

export const cli = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));

export interface ServerProcess {
  pid: number;
  port: number;
  /** The lines of stdout so far, the one that told the port included. */
  lines: string[];
  stderr: () => string;
  /** Exit code or signal. */
  exited: Promise<number | string>;
  signal(name: NodeJS.Signals): void;
  /** SIGTERM without drain is not what this is: it waits for the server to end by itself. */
  stop(): Promise<number | string>;
}

export interface StartOptions {
  /** RLIMIT_NOFILE, soft and hard. */
  descriptors?: number;
  /** A process group of its own, so that a test can signal it as a terminal does. */
  ownGroup?: boolean;
  env?: NodeJS.ProcessEnv;
}

export async function startServer(
  t: ExecutionContext,
  model: string,
  args: string[] = [],
  options: StartOptions = {},
): Promise<ServerProcess> {
  await takeTurn(t);
  const node = [process.execPath, cli, 'serve', model, '--port', '0', ...args];
  const command = options.descriptors ? ['prlimit', `--nofile=${options.descriptors}`, ...node] : node;
  const child = spawn(command[0] as string, command.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: options.ownGroup ?? false,
    env: { ...process.env, ...options.env },
  });
  t.teardown(() => endAll(child));
  const server = watch(child);
  await until(`the server's port (${model} ${args.join(' ')})`, async () => {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}: ${server.stderr()}`);
    server.port = portOf([...server.lines, ...server.stderr().split('\n')]);
    return server.port;
  });
  return server;
}

function portOf(lines: string[]): number {
  for (const line of lines) {
    const match = /Server started on port (\d+)/.exec(line);
    if (match) return Number(match[1]);
  }
  return 0;
}

function watch(child: ChildProcess): ServerProcess {
  const lines: string[] = [];
  let stderr = '';
  if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const exited = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  return {
    pid: child.pid ?? 0,
    port: 0,
    lines,
    stderr: () => stderr,
    exited,
    signal: (name) => void child.kill(name),
    stop: () => {
      child.kill('SIGTERM');
      return within('the server to end after SIGTERM', exited);
    },
  };
}

/** A test that failed must not leave servers behind. */
async function endAll(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const family = descendants(child.pid ?? 0);
  child.kill('SIGKILL');
  await once(child, 'close');
  for (const pid of family) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // gone with its parent, as it should be
    }
  }
}
