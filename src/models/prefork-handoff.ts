// prefork-handoff: the parent accepts, and passes each connection to the first free one of the children forked up front.

import { fork } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { addon } from '../addon/addon.cjs';
import { servicesIn } from '../services/service.cjs';
import { type FreeChild, FreeChildren } from '../serving/free-children.js';
import type { Server } from '../serving/server.js';
import { workerArguments } from '../serving/worker-process.js';
import { keepWorkers } from '../serving/workers.js';
import type { Model } from './model.js';

const childFile = fileURLToPath(new URL('./prefork-handoff.child.js', import.meta.url));

/** What a child is told with each socket that is passed to it. */
export type Passed = { type: 'connection'; id: number };

export const preforkHandoff: Model = {
  name: 'prefork-handoff',
  quadrant: 'mpst',
  canonical: false,
  language: 'TypeScript',
  summary: 'the parent accepts and passes each socket to the first free one of the children forked up front',
  lineage: ['UNP serv05'],
  services: servicesIn('TypeScript'),
  takes: ['workers'],
  claims: {
    servedAtOnce: ({ workers }) => workers,
    processesPerConnection: 0,
    threadsPerConnection: 0,
    workers: ({ workers }) => workers,
    threads: () => 0,
    handsOver: true,
    outOfDescriptors: 'waits',
  },

  async run(server) {
    const children = new FreeChildren(server.stopping);
    const start = (slot: number) => fork(childFile, ...workerArguments(server, slot, 'kept'));
    await Promise.all([
      keepWorkers(server, (slot) => children.watch(slot, start(slot))),
      acceptAndPass(server, children),
    ]);
  },
};

/** Accepts only while a child is free: without one, clients wait in the kernel. */
async function acceptAndPass(server: Server, children: FreeChildren): Promise<void> {
  const connections = server.listener[Symbol.asyncIterator]();
  while (await children.first()) {
    const next = await connections.next();
    if (next.done) return;
    const first = await children.first(); // the one that was free may have died meanwhile
    if (first) pass(server, children, first, next.value);
    else giveUp(server, next.value);
  }
}

/** The server stops, and nobody is left to serve it. */
function giveUp(server: Server, connection: Socket): void {
  server.admit(connection);
  connection.destroy();
  addon.counters.closed();
}

/** Counted for the child before it goes there: a child that dies with it on the way loses nothing from the books. */
function pass(server: Server, children: FreeChildren, { slot, child }: FreeChild, connection: Socket): void {
  children.take(slot);
  const message: Passed = { type: 'connection', id: inSlot(slot, () => server.admit(connection)) };
  // Node would keep our copy until the child has acknowledged its own, and for ever if it dies before that.
  child.send(message, connection, { keepOpen: true }, (error: NodeJS.ErrnoException | null) => {
    connection.destroy(); // what was sent has a reference of its own
    if (error === null) return;
    inSlot(slot, () => {
      addon.counters.failedWith(error.code ?? '');
      addon.counters.closed();
    });
    if (child.connected) children.add(slot, child);
  });
}

function inSlot<Result>(slot: number, count: () => Result): Result {
  addon.counters.useSharer(slot);
  const result = count();
  addon.counters.useSharer(0);
  return result;
}
