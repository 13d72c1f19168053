// fork-per-connection from connect to first echo, against a bare child_process.fork of an empty file that sends a message.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { alternately, measurePairs, type Result } from './pairs.js';
import { end, startOurs } from './programs.js';

const goal = { name: 'fork-per-connection / bare fork', figure: 'connect to first echo', atMost: 1.05 };

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
  const child = fork(file);
  await once(child, 'message');
  const took = performance.now() - start;
  child.disconnect();
  await once(child, 'exit');
  return took;
}

export async function benchFork(rounds: number, tell: (what: string, done: number) => void): Promise<Result[]> {
  const file = join(tmpdir(), `forkroad-bare-${process.pid}.cjs`);
  writeFileSync(file, "process.send('here');\n");
  const server = await startOurs('fork-per-connection', [], 'off');
  const inTurn = alternately<number>();
  const round = async () => [
    await inTurn(
      () => firstEchoMs(server.port),
      () => firstMessageMs(file),
    ),
  ];
  const results = await measurePairs([goal], rounds, round, (done) => tell(goal.name, done));
  await end(server);
  rmSync(file);
  return results;
}
