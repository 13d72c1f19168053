// The programs of the bench: the bare C peers, our servers, and the two clients, each as a process of its own.
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { UsageAnswer } from '../../src/serving/usage.js';

const root = new URL('../../..', import.meta.url).pathname;
export const cli = join(root, 'dist/src/cli/main.js');
const peerFolder = join(root, 'build/peers');

const running = new Set<ChildProcess>();

/** Compiles a peer as anyone would: gcc -O2. */
export function buildPeer(name: string): string {
  mkdirSync(peerFolder, { recursive: true });
  const program = join(peerFolder, name);
  const source = join(root, 'scripts/peers', `${name}.c`);
  execFileSync('gcc', ['-O2', '-Wall', '-Wextra', '-Werror', '-pthread', source, '-o', program]);
  return program;
}

export interface Server {
  port: number;
  child: ChildProcess;
}

async function portOf(child: ChildProcess, stream: NodeJS.ReadableStream | null): Promise<Server> {
  running.add(child);
  child.once('exit', () => running.delete(child));
  if (!stream) throw new Error('a server without output');
  for await (const line of createInterface({ input: stream })) {
    const port = /(?:listening|started on port) (\d+)/.exec(line)?.[1];
    if (port) return { port: Number(port), child };
  }
  throw new Error(`the server ended: ${child.spawnargs.join(' ')}`);
}

export function startPeer(program: string, args: string[] = []): Promise<Server> {
  const child = spawn(program, ['0', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  return portOf(child, child.stdout);
}

/** Our server, its log into /dev/null as the kernel takes it, or (log off) the pipe that tells the port. */
export function startOurs(model: string, args: string[], packets: 'off' | 'hex' | 'json'): Promise<Server> {
  const quiet = packets === 'off' ? ['--quiet'] : [];
  const node = `exec "$0" "$@" >/dev/null`;
  const words = [process.execPath, cli, 'serve', model, '--port', '0', '--packets', packets, ...quiet, ...args];
  if (packets === 'off') {
    const child = spawn(words[0] as string, words.slice(1), { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    return portOf(child, child.stdout);
  }
  const child = spawn('sh', ['-c', node, ...words], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  return askPort(child);
}

/** A server whose output is not read is asked over its channel. */
async function askPort(child: ChildProcess): Promise<Server> {
  running.add(child);
  child.once('exit', () => running.delete(child));
  return { port: (await usage(child)).port, child };
}

export async function usage(child: ChildProcess): Promise<UsageAnswer> {
  child.send({ type: 'usage' });
  const [answer] = (await once(child, 'message')) as [UsageAnswer];
  return answer;
}

export interface Load {
  connections: number;
  seconds: number;
}

export interface LoadResult {
  messagesPerSecond: number;
  cpuUsPerMessage: number;
}

export async function bareClient(program: string, port: number, { connections, seconds }: Load): Promise<LoadResult> {
  const { stdout } = await promisify(execFile)(program, ['127.0.0.1', port, connections, 64, seconds].map(String));
  const { messages, seconds: took, cpuSeconds } = JSON.parse(stdout) as Record<string, number>;
  if (!messages || !took || !cpuSeconds) throw new Error(`the bare client counted nothing: ${stdout}`);
  return { messagesPerSecond: messages / took, cpuUsPerMessage: (cpuSeconds / messages) * 1e6 };
}

export async function ourClient(
  port: number,
  { connections, seconds }: Load,
  more: readonly string[] = [],
): Promise<LoadResult> {
  const args = ['load', `127.0.0.1:${port}`, '--connections', connections, '--size', 64];
  const window = ['--duration', `${seconds}s`, '--warmup', '200ms', '--json', ...more];
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args.map(String), ...window]);
  const { messagesPerSecond, clientCpuUsPerMessage } = JSON.parse(stdout) as Record<string, number>;
  if (!messagesPerSecond || !clientCpuUsPerMessage) throw new Error(`forkroad load counted nothing: ${stdout}`);
  return { messagesPerSecond, cpuUsPerMessage: clientCpuUsPerMessage };
}

export async function end({ child }: Server): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Nothing of the bench outlives it. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL');
}
