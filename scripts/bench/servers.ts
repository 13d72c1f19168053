// Our servers against bare C servers of the same model, driven by the same client.
import type { TreeCounts } from '../../src/trials/tree-counts.js';
import { bareClient, type Client, type Load, ourClient } from './clients.js';
import { type Server, startOurs, startPeer, withServer } from './programs.js';
import { residentMb, treeCpuUs, untilItHas } from './server-readings.js';
import type { Pair, Task } from './task.js';

const seconds = 0.8;
const rateGoal = { atLeast: 0.97 };

/** Rate, and the server's CPU per message. */
export async function drive(server: Server, client: Client, load: Load): Promise<[rate: number, cpuUs: number]> {
  const before = treeCpuUs(server);
  const { messagesPerSecond, messages } = await client(server.port, load);
  return [messagesPerSecond, (treeCpuUs(server) - before) / messages];
}

interface Model {
  model: string;
  peer: string;
  connections: number;
  ourArgs?: string[];
  peerArgs?: string[];
  /** Before any client is let in. */
  ready?: TreeCounts;
}

const models: Model[] = [
  { model: 'thread-per-connection', peer: 'thread-per-connection', connections: 64 },
  {
    model: 'forked-thread-pools',
    peer: 'forked-thread-pools',
    connections: 64,
    ourArgs: ['--workers', '2', '--threads', '64'],
    peerArgs: ['2', '64'],
    ready: { processes: 3, threads: 3 + 2 * 64 },
  },
  { model: 'epoll', peer: 'epoll', connections: 64 },
  { model: 'iterative-native', peer: 'iterative', connections: 1 },
];

function messages({ model, peer, connections, ourArgs = [], peerArgs, ready }: Model): Pair {
  const measure = async (server: Server) => {
    if (ready) await untilItHas(server, ready);
    return drive(server, bareClient, { connections, seconds });
  };
  return {
    kind: 'pair',
    name: `${model} / bare C server, ${connections === 1 ? '1 connection' : `${connections} connections`}`,
    figures: [{ name: 'rate, /s', goal: rateGoal }, { name: 'CPU, µs/message' }],
    blockSeconds: 2.2,
    ours: () => withServer(startOurs(model, { args: ourArgs }), measure),
    theirs: () => withServer(startPeer(peer, peerArgs), measure),
  };
}

/** Per connection, one message each; and the memory of the process that forks, whose page tables each child gets copied. */
async function measureChurn(server: Server): Promise<number[]> {
  const figures = await drive(server, ourClient('--churn'), { connections: 16, seconds });
  return [...figures, residentMb(server)];
}

const churn: Pair = {
  kind: 'pair',
  name: 'fork-per-connection-native / bare C server, churn of 16',
  figures: [
    { name: 'connections/s', goal: { atLeast: 0.35 } },
    { name: 'CPU, µs/connection' },
    { name: 'parent holds, MB' },
  ],
  blockSeconds: 2.8,
  ours: () => withServer(startOurs('fork-per-connection-native'), measureChurn),
  theirs: () => withServer(startPeer('fork-per-connection'), measureChurn),
};

export const serverTasks: Task[] = [...models.map(messages), churn];
