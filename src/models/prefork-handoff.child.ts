// A child of prefork-handoff: serves the connection that it was passed, and tells when it is free for the next.
import type { Socket } from 'node:net';
import { addon } from '../addon/addon.cjs';
import { aborted } from '../serving/aborted.js';
import type { FromChild, ToChild } from '../serving/free-children.js';
import { serveConnection } from '../serving/serve-connection.cjs';
import type { Server } from '../serving/server.js';
import { serveAsWorker } from '../serving/worker-process.js';
import type { Passed } from './prefork-handoff.js';

const tell = (message: FromChild) => process.send?.(message, () => {});

await serveAsWorker(async (server) => {
  const released = new Promise<void>((resolve) => {
    process.on('message', (message: Passed | ToChild, connection?: Socket) => {
      if (message.type === 'connection') void serve(server, message.id, connection);
      else if (message.type === 'released') resolve();
    });
    process.once('disconnect', resolve);
  });
  tell({ type: 'free' });
  await aborted(server.stopping);
  tell({ type: 'leaving' });
  await released; // what was passed before the parent knew has come by then
});

async function serve(server: Server, id: number, connection: Socket | undefined): Promise<void> {
  if (connection) {
    connection.allowHalfOpen = true; // Node makes it without; nothing has been read yet
    const ended = serveConnection(connection, id, server.options);
    await server.track({ ended, cut: () => connection.destroy() });
  }
  addon.counters.closed();
  if (!server.stopping.aborted) tell({ type: 'free' });
}
