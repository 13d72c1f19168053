// Our client against a bare C epoll client, and against a plain Node one, on the same bare C server.
import { bareClient, type Client, netClient, ourClient } from './clients.js';
import { type Server, startPeer, withServer } from './programs.js';
import type { Figure, Pair, Task } from './task.js';

interface Other {
  name: string;
  client: Client;
  connections: number;
  rate: Figure;
  cpu: Figure;
}

const using = (client: Client, connections: number) => async (server: Server) => {
  const { messagesPerSecond, cpuUsPerMessage } = await client(server.port, { connections, seconds: 0.8 });
  return [messagesPerSecond, cpuUsPerMessage];
};

const against = ({ name, client, connections, rate, cpu }: Other): Pair => ({
  kind: 'pair',
  name: `forkroad load / ${name}, ${connections === 1 ? '1 connection' : `${connections} connections`}`,
  figures: [rate, cpu],
  blockSeconds: 2.1,
  ours: () => withServer(startPeer('thread-per-connection'), using(ourClient(), connections)),
  theirs: () => withServer(startPeer('thread-per-connection'), using(client, connections)),
});

const bare = (connections: number): Other => ({
  name: 'bare C client',
  client: bareClient,
  connections,
  rate: { name: 'rate, /s', goal: { atLeast: 0.95 } },
  cpu: { name: 'CPU, µs/message', goal: { atMost: 1.1 } },
});

const plainNode: Other = {
  name: 'plain Node client',
  client: netClient,
  connections: 64,
  rate: { name: 'rate, /s', goal: { atLeast: 2.5 } },
  cpu: { name: 'CPU, µs/message' },
};

export const clientTasks: Task[] = [...[1, 16, 64, 256].map(bare), plainNode].map(against);
