// What a trial works with: the commands that start server and client, and connections held open.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Client } from '../load/clients.js';
import type { Counts } from '../models/model.js';
import { hostPort } from '../text/host-port.js';
import type { Entrant } from './entrant.js';
import type { Address } from './server-process.js';

export interface HeldConnections {
  established: number;
  /** Those that were answered. */
  served: number;
  release(): void;
}

export interface Tools {
  serverCommand(model: Entrant, counts: Counts): string[];
  loadCommand(address: Address, how: { service: string; client: Client }): string[];
  /** Messages per second that the client reaches against a server that costs next to nothing. */
  calibrate(
    connections: number,
    how: { service: string; options: readonly string[]; signal: AbortSignal },
  ): Promise<number>;
  /**
   * Connects, sends a message on each, and resolves when all are answered, or with what is so at the deadline, or when
   * no further one was answered for `quietMs`.
   */
  hold(
    address: Address,
    connections: number,
    options: { deadlineMs: number; quietMs?: number; service: string },
  ): Promise<HeldConnections>;
}

const forkroad = [process.execPath, fileURLToPath(new URL('../cli/main.js', import.meta.url))];

export const serverCommand: Tools['serverCommand'] = (model, counts) => [
  ...forkroad,
  'serve',
  model.configured?.model ?? model.name,
  ...['--port', '0', '--packets', 'off', '--quiet', '--drain', '0s'],
  ...model.takes.flatMap((option) => [`--${option}`, String(counts[option])]),
  ...(model.configured?.options ?? []),
];

export const loadCommand: Tools['loadCommand'] = (address, { service, client }) => [
  ...forkroad,
  ...['load', hostPort(address)],
  ...(service === 'echo' ? [] : ['--service', service]),
  ...(client === 'native' ? [] : ['--client', client]),
];

export const calibrate: Tools['calibrate'] = async (connections, { service, options, signal }) => {
  const spoken = service === 'echo' ? [] : ['--service', service];
  const words = ['load', '--calibrate', '--json', '--connections', String(connections), ...spoken, ...options];
  const [file = '', ...args] = [...forkroad, ...words];
  const { stdout } = await promisify(execFile)(file, args, { signal });
  return JSON.parse(stdout).ceilingPerSecond;
};
