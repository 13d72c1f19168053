// Messages that cost CPU: two event loops against one, in Workers and in processes; their client needs little beside them.
import { connect } from 'node:net';
import { bareClient } from './clients.js';
import { echoOn, type Server, startOurs, withServer } from './programs.js';
import { drive } from './servers.js';
import type { Goal, Pair, Task } from './task.js';

const connections = 16;
const seconds = 0.8;
/** For JavaScript to be compiled. */
const warmUpSeconds = 0.4;
const work = 'cpu:200us';

/** Words of its command line that give it as many loops as are compared, whatever the machine has. */
interface Loops {
  model: string;
  args: readonly string[];
}

const oneLoop: Loops = { model: 'event-loop', args: [] };
const workers: Loops = { model: 'worker-loops', args: ['--loops', '2'] };
const processes: Loops = { model: 'forked-io-handlers', args: ['--workers', '2', '--loops', '1'] };

/** A server that listens may still be starting its loops; each of them has to answer before the time is taken. */
async function untilAllAnswer({ port }: Server): Promise<void> {
  const clients = Array.from({ length: connections }, () => connect(port, '127.0.0.1'));
  for (const client of clients) client.write('ready?');
  await Promise.all(clients.map(echoOn));
  for (const client of clients) client.destroy();
}

const measured = ({ model, args }: Loops) =>
  withServer(startOurs(model, { args: [...args, '--work', work] }), async (server) => {
    await untilAllAnswer(server);
    await bareClient(server.port, { connections, seconds: warmUpSeconds });
    return drive(server, bareClient, { connections, seconds });
  });

const pair = (ours: Loops, theirs: Loops, goal: Goal): Pair => ({
  kind: 'pair',
  name: `${ours.model} / ${theirs.model}, ${work} per message, ${connections} connections`,
  figures: [{ name: 'rate, /s', goal }, { name: 'CPU, µs/message' }],
  blockSeconds: 3.6,
  ours: () => measured(ours),
  theirs: () => measured(theirs),
});

export const workTasks: Task[] = [
  pair(workers, oneLoop, { atLeast: 1.7 }),
  pair(processes, workers, { atLeast: 0.9, atMost: 1.1 }),
];
