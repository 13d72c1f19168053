// event-loop against a plain Node server that pipes each socket into itself: what the same runtime can be asked for.
import { bareClient } from './clients.js';
import { type Server, startNodePeer, startOurs, withServer } from './programs.js';
import { drive } from './servers.js';
import type { Figure, Pair, Task } from './task.js';

const seconds = 0.8;
/** Before it is measured: V8 compiles what is hot while it serves, for longer in a process with more code. */
const warmUpSeconds = 0.4;
const rateName = 'rate, /s';
const cpuName = 'CPU, µs/message';

function againstPipe(connections: number, cpu: Figure, rate: Figure): Pair {
  const measure = async (server: Server) => {
    await bareClient(server.port, { connections, seconds: warmUpSeconds });
    const [messagesPerSecond, cpuUs] = await drive(server, bareClient, { connections, seconds });
    return [cpuUs, messagesPerSecond];
  };
  return {
    kind: 'pair',
    name: `event-loop / socket.pipe(socket), ${connections === 1 ? '1 connection' : `${connections} connections`}`,
    figures: [cpu, rate],
    blockSeconds: 3.2,
    ours: () => withServer(startOurs('event-loop'), measure),
    theirs: () => withServer(startNodePeer('pipe-server'), measure),
  };
}

export const eventLoopTasks: Task[] = [
  againstPipe(64, { name: cpuName, goal: { atMost: 0.95 } }, { name: rateName, goal: { atLeast: 1.05 } }),
  againstPipe(16, { name: cpuName }, { name: rateName }),
  againstPipe(1, { name: cpuName }, { name: rateName }),
];
