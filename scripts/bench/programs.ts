// The servers of the bench, ours and the bare C peers, each a process of its own that does not outlive it.
import { type ChildProcess, execFileSync, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { UsageAnswer } from '../../src/serving/usage.js';

const root = new URL('../../..', import.meta.url).pathname;
export const cli = join(root, 'dist/src/cli/main.js');
const peerFolder = join(root, 'build/peers');

const running = new Set<ChildProcess>();

const built = new Map<string, string>();

/** Compiles a peer as anyone would, gcc -O2, once in a run of the bench. */
export function buildPeer(name: string): string {
  const already = built.get(name);
  if (already !== undefined) return already;
  mkdirSync(peerFolder, { recursive: true });
  const program = join(peerFolder, name);
  const source = join(root, 'scripts/peers', `${name}.c`);
  execFileSync('gcc', ['-O2', '-Wall', '-Wextra', '-Werror', '-pthread', source, '-o', program]);
  built.set(name, program);
  return program;
}

export interface Server {
  port: number;
  child: ChildProcess;
}

/** A child that is killed with the bench. */
export function owned<Child extends ChildProcess>(child: Child): Child {
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

async function portOf(child: ChildProcess): Promise<Server> {
  if (!child.stdout) throw new Error('a server without output');
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /(?:listening|started on port) (\d+)/.exec(line)?.[1];
    if (port) return { port: Number(port), child };
  }
  throw new Error(`the server ended: ${child.spawnargs.join(' ')}`);
}

/** A command that runs on one CPU; on any, without one. */
export function pinned(cpu: number | undefined, command: readonly [string, ...string[]]): [string, string[]] {
  const [program, ...words] = command;
  return cpu === undefined ? [program, words] : ['taskset', ['-c', `${cpu}`, ...command]];
}

const peerStreams: StdioOptions = ['ignore', 'pipe', 'inherit'];

export async function startPeer(name: string, args: readonly string[] = [], cpu?: number): Promise<Server> {
  const command = pinned(cpu, [buildPeer(name), '0', ...args]);
  return portOf(owned(spawn(...command, { stdio: peerStreams })));
}

/** A peer written for Node, run as anyone would. */
export const startNodePeer = (name: string): Promise<Server> =>
  portOf(owned(spawn(process.execPath, [join(root, 'dist/scripts/peers', `${name}.js`)], { stdio: peerStreams })));

export interface OurServer {
  args?: readonly string[];
  packets?: 'off' | 'hex' | 'json';
  nodeArgs?: readonly string[];
  env?: NodeJS.ProcessEnv;
  /** The one that it runs on. */
  cpu?: number;
}

/** Our server, its log into /dev/null as the kernel takes it, or (log off) the pipe that tells the port. */
export function startOurs(
  model: string,
  { args = [], packets = 'off', nodeArgs = [], env = {}, cpu }: OurServer = {},
): Promise<Server> {
  const words = [...nodeArgs, cli, 'serve', model, '--port', '0', '--packets', packets, ...args];
  const environment = { ...process.env, ...env };
  if (packets === 'off') {
    const stdio = ['ignore', 'pipe', 'inherit', 'ipc'] as const;
    const command = pinned(cpu, [process.execPath, ...words, '--quiet']);
    return portOf(owned(spawn(...command, { stdio: [...stdio], env: environment })));
  }
  const script = ['-c', 'exec "$0" "$@" >/dev/null', process.execPath, ...words];
  return askPort(owned(spawn('sh', script, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: environment })));
}

/** A server whose output is not read is asked over its channel. */
const askPort = async (child: ChildProcess): Promise<Server> => ({ port: (await usage(child)).port, child });

export function usage(child: ChildProcess): Promise<UsageAnswer> {
  child.send({ type: 'usage' });
  return messageOf(child);
}

/** The next that it sends over its channel. Rejects when the channel ends without one. */
export async function messageOf<Message>(child: ChildProcess): Promise<Message> {
  const answered = new AbortController();
  const ended = once(child, 'disconnect', { signal: answered.signal }).then(() => {
    throw new Error(`it ended without an answer: ${child.spawnargs.join(' ')}`);
  });
  ended.catch(() => {}); // of interest only as long as there is no answer
  try {
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [Message];
    return message;
  } finally {
    answered.abort();
  }
}

/** Until something comes back; what does, flows away. Rejects when the server ends without. */
export async function echoOn(socket: Socket): Promise<void> {
  await once(socket, 'readable'); // an end is, too
  if (socket.read() === null) throw new Error('the server ended without an echo');
  socket.resume();
}

/** Starts a server, uses it, and ends it. */
export async function withServer<Value>(
  start: Promise<Server>,
  use: (server: Server) => Promise<Value>,
): Promise<Value> {
  const server = await start;
  const value = await use(server);
  await end(server);
  return value;
}

async function end({ child }: Server): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Nothing of the bench outlives it. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL');
}
