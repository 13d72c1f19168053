// A worker process of a server: runs a model on the listener that it inherited, drains on its parent's word, ends with it.
import { addon } from '../addon/addon.cjs';
import { childStreams } from './children.js';
import { type RunModel, Server, type ServerOptions } from './server.js';
import type { ToWorker } from './workers.js';

const lone = { drainMs: 5000 }; // when someone ends this worker alone, with SIGTERM
const listenFd = childStreams.length;
const regionFd = listenFd + 1;

type Stream = (typeof childStreams)[number] | number;

/**
 * Options of `fork` and the argument of a worker in this slot, as `serveAsWorker` expects them.
 * @param listener inherited by the worker, or kept from it: its connections come to it in another way
 */
export function workerArguments(
  server: Server,
  slot: number,
  listener: 'inherited' | 'kept' = 'inherited',
): [argument: string[], options: { stdio: Stream[] }] {
  const stdio: Stream[] = [...childStreams, listener === 'inherited' ? server.listenFd : 'ignore', server.regionFd];
  return [[JSON.stringify({ slot, ...server.options })], { stdio }];
}

/** Ends the process when the model has stopped and drained. */
export async function serveAsWorker(run: RunModel): Promise<void> {
  const { slot, ...options } = JSON.parse(process.argv[2] ?? '') as ServerOptions & { slot: number };
  process.title = `worker-${slot} forkroad`; // 15 characters show in ps -o comm and pstree
  addon.packetLog.attach(regionFd);
  addon.counters.useWorker(slot);
  const server = new Server(listenFd, regionFd, options, 'shared');
  process.on('SIGINT', () => {}); // Ctrl-C reaches the whole process group; the parent decides
  process.on('SIGTERM', () => server.stop(lone.drainMs));
  process.once('disconnect', () => server.stop(0));
  process.on('message', (message: ToWorker) => {
    if (message.type === 'stop') stopWithTheOthers(server, message.drainMs);
    else if (message.type === 'cut') server.cut();
  });
  if (!process.connected) process.exit(); // the parent went while this process booted
  await server.run(run);
  process.exit();
}

/** The parent has shut down the listener; a worker that has listened since, to accept its next one, has revived it. */
function stopWithTheOthers(server: Server, drainMs: number): void {
  server.stop(drainMs);
  addon.sockets.shutDown(listenFd); // where the listener was kept from it, this is no socket, and nothing happens
}
