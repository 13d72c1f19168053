// fork-per-connection from connect to first echo, against a bare child_process.fork of a file that only sends a message.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { echoOn, messageOf, owned, startOurs, withServer } from './programs.js';
import type { Pair, Task } from './task.js';

const bareChild = fileURLToPath(new URL('../peers/bare-fork.child.cjs', import.meta.url));

async function firstEchoMs(port: number): Promise<number> {
  const start = performance.now();
  const socket = connect(port, '127.0.0.1');
  socket.write('x');
  await echoOn(socket);
  const took = performance.now() - start;
  socket.end();
  await once(socket, 'close');
  return took;
}

/** The server's own first fork compiles its code, as this process's first has done for the other side. */
async function secondFirstEcho(port: number): Promise<[number]> {
  await firstEchoMs(port);
  return [await firstEchoMs(port)];
}

async function firstMessageMs(): Promise<number> {
  const start = performance.now();
  const child = owned(fork(bareChild));
  await messageOf(child);
  const took = performance.now() - start;
  child.disconnect();
  await once(child, 'exit');
  return took;
}

const firstAnswer: Pair = {
  kind: 'pair',
  name: 'fork-per-connection / bare child_process.fork',
  figures: [{ name: 'to first answer, ms', goal: { atMost: 1.05 } }],
  blockSeconds: 0.5,
  ours: () => withServer(startOurs('fork-per-connection'), ({ port }) => secondFirstEcho(port)),
  theirs: async () => [await firstMessageMs()],
};

export const forkTasks: Task[] = [firstAnswer];
