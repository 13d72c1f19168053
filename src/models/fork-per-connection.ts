// fork-per-connection: child_process.fork for each accepted connection; the child inherits the socket.

import { fork } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { addon } from '../addon/addon.cjs';
import { servicesIn } from '../services/service.cjs';
import { childStreams, endOf, startChild } from '../serving/children.js';
import type { Server } from '../serving/server.js';
import type { Model } from './model.js';

const childFile = fileURLToPath(new URL('./fork-per-connection.child.cjs', import.meta.url));

export const forkPerConnection: Model = {
  name: 'fork-per-connection',
  quadrant: 'mpst',
  canonical: true,
  language: 'TypeScript',
  summary: 'child_process.fork for each accepted connection; the child inherits the socket',
  lineage: ['UNP serv01', 'inetd', 'CGI'],
  services: servicesIn('TypeScript'),
  takes: [],
  claims: {
    servedAtOnce: () => Number.POSITIVE_INFINITY,
    processesPerConnection: 1,
    threadsPerConnection: 0,
    workers: () => 0,
    threads: () => 0,
    outOfDescriptors: 'waits',
  },

  async run(server) {
    for await (const connection of server.listener) void serveInChild(server, connection);
  },
};

async function serveInChild(server: Server, connection: Socket): Promise<void> {
  const id = server.admit(connection);
  const { service, work, isLogged } = server.options;
  const assignment = JSON.stringify({ id, service, work, isLogged });
  const child = await startChild(server, () =>
    fork(childFile, [assignment], { stdio: [...childStreams, connection, server.regionFd] }),
  );
  connection.destroy(); // the child has its own copy
  if (child) await server.track({ ended: endOf(child), cut: () => child.kill('SIGKILL') });
  addon.counters.closed();
}
