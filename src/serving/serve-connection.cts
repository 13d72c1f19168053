// One accepted connection in TypeScript: its service, its log, its counters, its end.
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { addon } from '../addon/addon.cjs';
import { services } from '../services/service.cjs';
import type { Work } from './working-connection.cjs';

export interface ConnectionOptions {
  service: string;
  work: Work;
}

/** Serves until both sides have ended or the connection broke, which is counted and never thrown. */
export function serveConnection(socket: Socket, id: number, options: ConnectionOptions): Promise<void> {
  let connection: Duplex = socket;
  socket.on('error', (error: NodeJS.ErrnoException) => addon.counters.failedWith(error.code ?? ''));
  if (addon.packetLog.recordsPackets()) {
    const { LoggedConnection } = require('./logged-connection.cjs') as typeof import('./logged-connection.cjs');
    connection = new LoggedConnection(connection, id);
  }
  if (options.work.cpuNs > 0 || options.work.waitNs > 0) {
    const { WorkingConnection } = require('./working-connection.cjs') as typeof import('./working-connection.cjs');
    connection = new WorkingConnection(connection, options.work);
  }
  if (connection !== socket) connection.on('error', () => {}); // counted where it happened, at the socket
  services[options.service]?.(connection);
  socket.resume(); // it was accepted paused
  return new Promise((resolve) => {
    socket.on('close', () => {
      addon.counters.transferred(socket.bytesRead, socket.bytesWritten);
      addon.packetLog.say('debug', id, 'connection closed');
      resolve();
    });
  });
}
