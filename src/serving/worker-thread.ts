// A worker thread of a server: runs a model on a listener that it is given, and drains on its parent's word.
import { parentPort, SHARE_ENV, type WorkerOptions, workerData } from 'node:worker_threads';
import { addon } from '../addon/addon.cjs';
import { type RunModel, Server, type ServerOptions } from './server.js';
import type { ToWorker } from './workers.js';

interface Assignment {
  slot: number;
  name: string;
  /** Its parent's, which outlives it: who waits in its queue waits for the next thread of the slot. */
  listenFd: number;
}

/** What `new Worker` of a thread in this slot needs, as `serveAsThread` expects it. */
export function threadOptions({ regionFd, options }: Server, assignment: Assignment): WorkerOptions {
  return { workerData: { ...assignment, regionFd, options }, env: SHARE_ENV };
}

/** Ends the thread when the model has stopped and drained. */
export async function serveAsThread(run: RunModel): Promise<void> {
  const { slot, name, listenFd, regionFd, options } = workerData as Assignment & {
    regionFd: number;
    options: ServerOptions;
  };
  addon.server.nameThread(name);
  addon.counters.useSharer(slot);
  const server = new Server(listenFd, regionFd, options, 'shared');
  parentPort?.on('message', (message: ToWorker) => {
    if (message.type === 'stop') server.stop(message.drainMs);
    else server.cut();
  });
  await server.run(run);
  process.exit(); // of the thread alone
}
