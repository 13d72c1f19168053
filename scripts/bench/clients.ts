// The clients of the bench: the bare C one, a plain Node one, and ours, each run once for each figure.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildPeer, cli, owned, pinned } from './programs.js';

export const messageBytes = 64;

export interface Load {
  connections: number;
  seconds: number;
  /** The one that the client runs on. */
  cpu?: number;
}

export interface LoadResult {
  messagesPerSecond: number;
  /** The client's own. */
  cpuUsPerMessage: number;
  /** Over the whole run, warm-up included. */
  messages: number;
}

export type Client = (port: number, load: Load) => Promise<LoadResult>;

/** The closed loop of a bare epoll client. */
export const bareClient: Client = (port, load) => measuredByItself(buildPeer('epoll-client'), [], port, load);

const netClientFile = fileURLToPath(new URL('../peers/net-client.js', import.meta.url));
export const netClient: Client = (port, load) => measuredByItself(process.execPath, [netClientFile], port, load);

/** A client that prints what it counted, and its own CPU. */
export async function measuredByItself(
  program: string,
  first: readonly string[],
  port: number,
  { connections, seconds, cpu }: Load,
): Promise<LoadResult> {
  const stdout = await outputOf(program, [...first, '127.0.0.1', port, connections, messageBytes, seconds], cpu);
  const { messages, seconds: took, cpuSeconds } = JSON.parse(stdout) as Record<string, number>;
  if (!messages || !took || !cpuSeconds) throw new Error(`${program} counted nothing: ${stdout}`);
  return { messagesPerSecond: messages / took, cpuUsPerMessage: (cpuSeconds / messages) * 1e6, messages };
}

interface OurResult {
  messagesPerSecond: number | null;
  clientCpuUsPerMessage: number | null;
  totals: { messages: number };
}

/** `forkroad load`; `more` are words of its command line, such as `--churn`. */
export const ourClient =
  (...more: string[]): Client =>
  async (port, { connections, seconds, cpu }) => {
    const args = ['load', `127.0.0.1:${port}`, '--connections', connections, '--size', messageBytes];
    const window = ['--duration', `${seconds}s`, '--warmup', '200ms', '--json', '--no-calibrate', ...more];
    const stdout = await outputOf(process.execPath, [cli, ...args, ...window], cpu);
    const { messagesPerSecond, clientCpuUsPerMessage, totals } = JSON.parse(stdout) as OurResult;
    if (!messagesPerSecond || !clientCpuUsPerMessage) throw new Error(`forkroad load counted nothing: ${stdout}`);
    return { messagesPerSecond, cpuUsPerMessage: clientCpuUsPerMessage, messages: totals.messages };
  };

export function outputOf(program: string, words: readonly (string | number)[], cpu?: number): Promise<string> {
  const command = pinned(cpu, [program, ...words.map(String)]);
  return new Promise((resolve, reject) => {
    owned(execFile(...command, (error, stdout) => (error ? reject(error) : resolve(stdout))));
  });
}
