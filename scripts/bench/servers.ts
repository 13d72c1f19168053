// Our servers against bare C servers of the same model, driven by the same client.
import { bareClient, type Client, type Load, ourClient } from './clients.js';
import { end, type OurServer, residentMb, type Server, startOurs, startPeer, treeCpuUs } from './programs.js';
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
  ours?: OurServer;
  peerArgs?: string[];
}

const models: Model[] = [
  { model: 'thread-per-connection', peer: 'thread-per-connection', connections: 64 },
  {
    model: 'forked-thread-pools',
    peer: 'forked-thread-pools',
    connections: 64,
    ours: { args: ['--workers', '2', '--threads', '64'] },
    peerArgs: ['2', '64'],
  },
  { model: 'epoll', peer: 'epoll', connections: 64 },
  { model: 'iterative-native', peer: 'iterative', connections: 1 },
];

const messages = ({ model, peer, connections, ours, peerArgs }: Model): Pair => ({
  kind: 'pair',
  name: `${model} / bare C server, ${connections === 1 ? '1 connection' : `${connections} connections`}`,
  figures: [{ name: 'rate, /s', goal: rateGoal }, { name: 'CPU, µs/message' }],
  roundSeconds: 1.8,
  open: async () => {
    const client = bareClient();
    const [our, their] = [await startOurs(model, ours), await startPeer(peer, peerArgs)];
    const of = (server: Server) => () => drive(server, client, { connections, seconds });
    return { ours: of(our), theirs: of(their), close: () => endBoth(our, their) };
  },
});

const churn: Pair = {
  kind: 'pair',
  name: 'fork-per-connection-native / bare C server, churn of 16',
  figures: [
    { name: 'connections/s', goal: { atLeast: 0.35 } },
    { name: 'CPU, µs/connection' },
    { name: 'parent holds, MB' },
  ],
  roundSeconds: 2.8,
  open: async () => {
    const client = ourClient('--churn');
    const [our, their] = [await startOurs('fork-per-connection-native'), await startPeer('fork-per-connection')];
    const of = (server: Server) => async () => [
      ...(await drive(server, client, { connections: 16, seconds })),
      residentMb(server),
    ];
    return { ours: of(our), theirs: of(their), close: () => endBoth(our, their) };
  },
};

export async function endBoth(ours: Server, theirs: Server): Promise<void> {
  await end(ours);
  await end(theirs);
}

export const serverTasks: Task[] = [...models.map(messages), churn];
