// Which process of a server's tree serves a connection: the one that holds the server's end of it.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { addon } from '../addon/addon.cjs';

/** A server's end of a connection on loopback, by the ports of both ends. */
export interface ConnectionPorts {
  serverPort: number;
  clientPort: number;
}

/**
 * The pid, or undefined where no process of the tree below `pid` holds the connection. A parent may not have closed its
 * copy yet, so of several it is the one furthest from the root.
 */
export function servingProcess(pid: number, ports: ConnectionPorts): number | undefined {
  const inode = inodeOf(ports);
  if (inode === undefined) return undefined;
  return addon.processes.tree(pid).findLast((each) => holds(each, `socket:[${inode}]`));
}

/** In /proc/net/tcp: "sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode", ports in hexadecimal. */
function inodeOf({ serverPort, clientPort }: ConnectionPorts): string | undefined {
  const ends = [serverPort, clientPort].map((port) => port.toString(16).toUpperCase().padStart(4, '0'));
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readOr('', file).split('\n'));
  const row = rows
    .map((line) => line.trim().split(/\s+/))
    .find(([, local, remote]) => local?.endsWith(`:${ends[0]}`) && remote?.endsWith(`:${ends[1]}`));
  return row?.[9];
}

function holds(pid: number, link: string): boolean {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).some((fd) => linkOf(`${folder}/${fd}`) === link);
  } catch {
    return false; // it has ended
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return ''; // closed since it was listed
  }
}

function readOr(otherwise: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise; // a kernel without IPv6
  }
}
