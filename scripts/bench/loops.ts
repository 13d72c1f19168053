// How connections come to threads: several loops, and the queue before a pool, against bare C servers of the same design.
import { bareClient, type Client, type Load, ourClient } from './clients.js';
import { type Server, startOurs, startPeer, withServer } from './programs.js';
import { untilItListens } from './server-readings.js';
import { drive } from './servers.js';
import type { Pair, Task } from './task.js';

const seconds = 0.8;
const connections = 64;
const churners = 16;
const loops = 2;
const poolThreads = 64;

interface Design {
  /** Of our model and of its peer. */
  name: string;
  option: '--loops' | '--threads';
  count: number;
  listeners: number;
}

const designs: Design[] = [
  { name: 'reuseport-loops', option: '--loops', count: loops, listeners: loops },
  { name: 'listener-io-handlers', option: '--loops', count: loops, listeners: 1 },
  { name: 'acceptor-queue', option: '--threads', count: poolThreads, listeners: 1 },
];

/** Before any client is let in: whoever comes early would be served by the loop that is there first. */
async function driveWhenReady(server: Server, listeners: number, client: Client, load: Load): Promise<number[]> {
  await untilItListens(server, listeners);
  return costFirst(await drive(server, client, load));
}

function messages({ name, option, count, listeners }: Design): Pair {
  const measure = (server: Server) => driveWhenReady(server, listeners, bareClient, { connections, seconds });
  return {
    kind: 'pair',
    name: `${name} / bare C server, ${connections} connections`,
    figures: [{ name: 'CPU, µs/message' }, { name: 'rate, /s', goal: { atLeast: 0.97 } }],
    blockSeconds: 2.2,
    ours: () => withServer(startOurs(name, { args: [option, String(count)] }), measure),
    theirs: () => withServer(startPeer(name, [String(count)]), measure),
  };
}

const costFirst = ([rate, cpuUs]: [rate: number, cpuUs: number]): number[] => [cpuUs, rate];

const measureChurn = (listeners: number) => (server: Server) =>
  driveWhenReady(server, listeners, ourClient('--churn'), { connections: churners, seconds });

/** Both are ours: what a connection costs more where it comes to one of several listeners. */
const churn: Pair = {
  kind: 'pair',
  name: `reuseport-loops / epoll, churn of ${churners}`,
  figures: [{ name: 'CPU, µs/connection', goal: { atMost: 1.05 } }, { name: 'connections/s' }],
  blockSeconds: 2.8,
  ours: () => withServer(startOurs('reuseport-loops', { args: ['--loops', String(loops)] }), measureChurn(loops)),
  theirs: () => withServer(startOurs('epoll'), measureChurn(1)),
};

export const loopTasks: Task[] = [...designs.map(messages), churn];
