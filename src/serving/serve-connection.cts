// One accepted connection in TypeScript: its service, its log, its counters, its end.
// A child of one connection boots with this file: what its first answer does not need is loaded when it is needed.
import type { Socket } from 'node:net';
import type { Connection, Service } from '../services/service.cjs';
import { deliverDirectly } from './direct-delivery.cjs';
import type { Work } from './working-connection.cjs';

export interface ConnectionOptions {
  /** A service's name, which is its file's. */
  service: string;
  /** Its bytes go into the packet log. */
  isLogged: boolean;
  work: Work;
}

/** Serves until both sides have ended or the connection broke, which is counted and never thrown. */
export function serveConnection(socket: Socket, id: number, options: ConnectionOptions): Promise<void> {
  const { service } = require(`../services/${options.service}.cjs`) as { service: Service };
  deliverDirectly(socket);
  const connection = wrapped(socket, id, options);
  socket.on('error', (error: NodeJS.ErrnoException) => addon().counters.failedWith(error.code ?? ''));
  if (connection !== socket) connection.on('error', () => {}); // counted where it happened, at the socket
  service(connection);
  socket.resume(); // it was accepted paused
  return new Promise((resolve) => {
    socket.on('close', () => {
      const { counters, packetLog } = addon();
      counters.transferred(socket.bytesRead, socket.bytesWritten);
      packetLog.say('debug', id, 'connection closed');
      resolve();
    });
  });
}

function wrapped(socket: Socket, id: number, { isLogged, work }: ConnectionOptions): Connection {
  let connection: Connection = socket;
  if (isLogged) {
    const { LoggedConnection } = require('./logged-connection.cjs') as typeof import('./logged-connection.cjs');
    connection = new LoggedConnection(connection, id);
  }
  if (work.cpuNs > 0 || work.waitNs > 0) {
    const { WorkingConnection } = require('./working-connection.cjs') as typeof import('./working-connection.cjs');
    connection = new WorkingConnection(connection, work);
  }
  return connection;
}

const addon = () => (require('../addon/addon.cjs') as typeof import('../addon/addon.cjs')).addon;
