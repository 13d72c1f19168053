// worker-per-connection: a Worker for each accepted connection, a thread with an event loop and a V8 of its own.
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import { addon } from '../addon/addon.cjs';
import { servicesIn } from '../services/service.cjs';
import { closeUnlessTaken, type Handover, offer } from '../serving/handover.cjs';
import type { Server } from '../serving/server.js';
import { endOfThread, startThread } from '../serving/threads.js';
import type { Model } from './model.js';

const workerFile = fileURLToPath(new URL('./worker-per-connection.worker.cjs', import.meta.url));

export const workerPerConnection: Model = {
  name: 'worker-per-connection',
  quadrant: 'spmt',
  canonical: false,
  language: 'TypeScript',
  twinOf: 'thread-per-connection',
  summary: 'a Worker for each accepted connection: a thread with an event loop and a V8 of its own',
  lineage: ['UNP serv06', 'Node worker_threads'],
  services: servicesIn('TypeScript'),
  takes: [],
  claims: {
    servedAtOnce: () => Number.POSITIVE_INFINITY,
    processesPerConnection: 0,
    threadsPerConnection: 1,
    workers: () => 0,
    threads: () => 0,
    outOfDescriptors: 'waits',
  },

  async run(server) {
    for await (const connection of server.listener) await serveInThread(server, connection);
  },
};

/** Returns once the thread boots: while it waits for room, the next client waits in the kernel. */
async function serveInThread(server: Server, connection: Socket): Promise<void> {
  const id = server.admit(connection);
  const { service, work, isLogged } = server.options;
  let socket: Handover | undefined;
  const thread = await startThread(server, () => {
    socket ??= offer(connection);
    return new Worker(workerFile, { workerData: { socket, id, service, work, isLogged }, env: SHARE_ENV });
  });
  const ended = thread ? endOfThread(thread, `conn-${id}`) : Promise.resolve();
  const cut = () => void thread?.terminate();
  void server.track({ ended, cut }).then(() => {
    if (socket) closeUnlessTaken(socket);
    connection.destroy();
    addon.counters.closed();
  });
}
