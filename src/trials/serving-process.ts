// Which process of a server's tree serves a connection: the one that holds the server's end of it.
import { addon } from '../addon/addon.cjs';
import { holdersOf } from '../observe/socket-owners.js';
import { connectionInodes } from '../observe/tcp-sockets.js';

/** A server's end of a connection on loopback, by the ports of both ends. */
export interface ConnectionPorts {
  serverPort: number;
  clientPort: number;
}

/**
 * The pid, or undefined where no process of the tree below `pid` holds the connection. A parent may not have closed its
 * copy yet, so of several it is the one furthest from the root.
 */
export function servingProcess(pid: number, { serverPort, clientPort }: ConnectionPorts): number | undefined {
  return holdersOf(connectionInodes(serverPort, clientPort), addon.processes.tree(pid)).at(-1);
}
