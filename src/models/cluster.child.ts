// A worker of cluster: an event loop on the listener of the primary, which it names by the number that it has there.
import { createServer } from 'node:net';
import { addon } from '../addon/addon.cjs';
import { aborted } from '../serving/aborted.js';
import { dealtBefore } from '../serving/dealt-connections.js';
import { acceptOptions, backlog, isShutDown } from '../serving/listener.js';
import { serveAsWorker } from '../serving/worker-process.js';

await serveAsWorker(async (server) => {
  const listener = createServer(acceptOptions, (connection) => {
    if (hasOneLeft(server.regionFd)) void server.serve(connection);
    else connection.destroy();
  });
  listener.on('error', (error) => {
    listener.close(); // left open, it would be asked again at once, and for ever
    if (!isShutDown(error)) throw error;
  });
  listener.listen({ fd: Number(process.argv[3]) }, backlog);
  await aborted(server.stopping);
  listener.close();
  await dealtBefore();
});

/**
 * One descriptor is kept free: a worker that cannot take what the primary passes to it never answers, and is passed nothing
 * more for as long as it lives.
 */
function hasOneLeft(fd: number): boolean {
  try {
    addon.sockets.close(addon.sockets.duplicate(fd));
    return true;
  } catch (error) {
    addon.counters.failedWith((error as NodeJS.ErrnoException).code ?? '');
    return false;
  }
}
