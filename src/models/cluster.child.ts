// A worker of cluster: an event loop on the listener of the primary, which it names by the number that it has there.
import { createServer } from 'node:net';
import { addon } from '../addon/addon.cjs';
import { aborted } from '../serving/aborted.js';
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
  await passedBefore();
});

/**
 * Until the primary has heard of it: what it had passed to this worker by then comes before its word, and goes back to it.
 * A worker that ended sooner would take connections with it that it never saw.
 */
async function passedBefore(): Promise<void> {
  if (!process.connected) return;
  const left = new Promise<void>((resolve) => {
    process.on('message', (word) => word === 'left' && resolve()).once('disconnect', resolve);
    process.send?.('leaving', (error: Error | null) => error && resolve());
  });
  await left;
}

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
