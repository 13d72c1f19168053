// cluster: node:cluster; its primary deals the connections out to event loops, or its workers accept them by themselves.

import nodeCluster, { type Worker } from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { addon } from '../addon/addon.cjs';
import { servicesIn } from '../services/service.cjs';
import { keepWhatIsDealtTo } from '../serving/dealt-connections.js';
import { ListenerCopy } from '../serving/listener-copy.js';
import type { Server } from '../serving/server.js';
import { workerArguments } from '../serving/worker-process.js';
import { keepWorkers } from '../serving/workers.js';
import type { Model } from './model.js';

const workerFile = fileURLToPath(new URL('./cluster.child.js', import.meta.url));
const policies = { rr: nodeCluster.SCHED_RR, none: nodeCluster.SCHED_NONE };

export const cluster: Model = {
  name: 'cluster',
  quadrant: 'mpst',
  canonical: false,
  language: 'TypeScript',
  summary: 'event loops in processes, by node:cluster: the primary deals connections out, or they share the listener',
  lineage: ['Node'],
  services: servicesIn('TypeScript'),
  takes: ['workers'],
  settings: [
    {
      name: 'schedule',
      describe: 'who accepts: rr, the primary, in turn for each worker; none, whichever worker the kernel wakes',
      default: 'rr',
      choices: Object.keys(policies),
    },
  ],
  claims: {
    servedAtOnce: () => Number.POSITIVE_INFINITY,
    processesPerConnection: 0,
    threadsPerConnection: 0,
    workers: ({ workers }) => workers,
    threads: () => 0,
    handsOver: true,
    outOfDescriptors: 'closed',
  },

  async run(server) {
    nodeCluster.schedulingPolicy = policies[server.options.settings.schedule as keyof typeof policies];
    const copy = new ListenerCopy(server.listenFd);
    server.stopping.addEventListener('abort', letGo);
    await keepWorkers(server, (slot) => startWorker(server, slot, copy).process);
  },
};

/** The workers ask for the primary's listener by its number in the primary. */
function startWorker(server: Server, slot: number, copy: ListenerCopy): Worker {
  const [argument, { stdio }] = workerArguments(server, slot, 'kept');
  nodeCluster.setupPrimary({ exec: workerFile, args: [...argument, String(copy.number())], stdio });
  const worker = nodeCluster.fork();
  worker.on('error', () => {}); // of its process, which tells us itself
  keepWhatIsDealtTo(worker);
  const renew = () => server.stopping.aborted || copy.renew();
  worker.on('disconnect', renew).on('exit', renew);
  worker.on('listening', () => {
    if (server.stopping.aborted) addon.sockets.shutDown(server.listenFd); // it has revived it
  });
  return worker;
}

/** Closes the primary's own handle before the listener is shut down: libuv would ask it for a connection for ever. */
function letGo(): void {
  for (const worker of Object.values(nodeCluster.workers ?? {})) worker?.disconnect();
}
