// fork-per-connection from connect to first echo, against a bare child_process.fork of an empty file that sends a message.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { end, owned, startOurs } from './programs.js';
import type { Pair, Task } from './task.js';

async function firstEchoMs(port: number): Promise<number> {
  const start = performance.now();
  const socket = connect(port, '127.0.0.1');
  socket.write('x');
  await once(socket, 'data');
  const took = performance.now() - start;
  socket.end();
  await once(socket, 'close');
  return took;
}

async function firstMessageMs(file: string): Promise<number> {
  const start = performance.now();
  const child = owned(fork(file));
  await once(child, 'message');
  const took = performance.now() - start;
  child.disconnect();
  await once(child, 'exit');
  return took;
}

const firstAnswer: Pair = {
  kind: 'pair',
  name: 'fork-per-connection / bare child_process.fork',
  figures: [{ name: 'to first answer, ms', goal: { atMost: 1.05 } }],
  roundSeconds: 0.5,
  open: async () => {
    const file = join(tmpdir(), `forkroad-bare-${process.pid}.cjs`);
    writeFileSync(file, "process.send('here');\n");
    const server = await startOurs('fork-per-connection');
    const close = async () => {
      await end(server);
      rmSync(file);
    };
    return {
      ours: async () => [await firstEchoMs(server.port)],
      theirs: async () => [await firstMessageMs(file)],
      close,
    };
  },
};

export const forkTasks: Task[] = [firstAnswer];
