// Stands in for `forkroad serve`: an echo server that behaves as the word on its command line says.
import { fork } from 'node:child_process';
import { writeSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import { addon } from '../../src/addon/addon.cjs';
import { answerUsage } from '../../src/serving/usage.js';

const [behaviour] = process.argv.slice(2);
const thisFile = fileURLToPath(import.meta.url);

switch (behaviour) {
  case 'refuses':
    writeSync(2, 'warning: odd\ncannot listen: no luck\n');
    process.exit(3);
    break;
  case 'burns':
    burnCpu(5000);
    process.exit();
    break;
  case 'lingers':
    setInterval(() => {}, 60_000);
    break;
  default:
    serve();
}

function serve(): void {
  const server = behaviour === 'speaks-http' ? httpEcho() : rawEcho();
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
    writeSync(1, `[INFO] Server started on port ${address.port}\n`);
    answerUsage(address.port, () => process.exit());
    if (behaviour === 'forks') for (let i = 0; i < 3; i++) forkOnAndOn();
    if (behaviour === 'leaves-child') fork(thisFile, ['lingers']);
    if (behaviour === 'spins') spin();
  });
}

function rawEcho(): Server {
  return createServer((socket) => {
    socket.on('error', () => {});
    if (behaviour === 'dies') process.exit(7);
    if (behaviour === 'hoards') socket.on('data', (bytes) => void socket.write(bytes));
    else if (behaviour !== 'silent') socket.pipe(socket);
  });
}

/** Answers a request with its body. */
function httpEcho(): Server {
  return createHttpServer((request, response) => void request.pipe(response));
}

/** Children that burn some CPU, are reaped, and are followed by others. */
function forkOnAndOn(): void {
  fork(thisFile, ['burns']).once('exit', forkOnAndOn);
}

/** Never waits to be told, and lets its sockets have their turn. */
function spin(): void {
  setImmediate(spin);
}

function burnCpu(us: number): void {
  const used = () => addon.processes.cpuUs(process.pid) ?? 0;
  for (const start = used(); used() < start + us; );
}
