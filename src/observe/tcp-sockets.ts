// This machine's TCP sockets as /proc/net tells them: who listens, and what is in TIME_WAIT.
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

interface TcpSocket {
  /** Hexadecimal, in words of 32 bits in this machine's order of bytes: src/observe/listening-host.ts. */
  localAddress: string;
  localPort: number;
  remotePort: number;
  /** Hexadecimal, as the kernel numbers them. */
  state: string;
  /** What a descriptor's link names; 0 for a socket that no process holds. */
  inode: string;
}

const tables = ['/proc/net/tcp', '/proc/net/tcp6'];
const listening = '0A';
const timeWait = '06';
const chunkBytes = 64 * 1024;

/** The inodes of the sockets that listen on this port, at whatever address. */
export function listenerInodes(port: number): string[] {
  return listeners().flatMap(({ localPort, inode }) => (localPort === port ? [inode] : []));
}

/** Every socket that listens, at whatever address. */
export const listeners = (): Pick<TcpSocket, 'localAddress' | 'localPort' | 'inode'>[] => tables.flatMap(readListeners);

/** The inode of this machine's end of a connection, by its own port and its peer's: none or one. */
export const connectionInodes = (localPort: number, remotePort: number): string[] =>
  connectionsOf(localPort).flatMap((connection) => (connection.remotePort === remotePort ? [connection.inode] : []));

/** This machine's ends with this port; the inode of one that is in a listener's queue, not accepted yet, is 0. */
export function connectionsOf(localPort: number): { remotePort: number; inode: string }[] {
  const sockets = tables.flatMap((table) => rowsOf(readOrNothing(() => readFileSync(table, 'utf8'))));
  return sockets.filter((socket) => socket.localPort === localPort && socket.state !== listening);
}

export function timeWaitTowards(port: number): number {
  const sockets = tables.flatMap((table) => rowsOf(readOrNothing(() => readFileSync(table, 'utf8'))));
  return sockets.filter(({ state, remotePort }) => state === timeWait && remotePort === port).length;
}

/** They come first; after a churn, a hundred thousand in TIME_WAIT may follow, which are not read. */
function readListeners(table: string): TcpSocket[] {
  const file = readOrNothing(() => openSync(table, 'r'));
  if (file === undefined) return [];
  const chunk = Buffer.alloc(chunkBytes);
  let text = '';
  try {
    for (;;) {
      const bytes = readSync(file, chunk);
      text += chunk.toString('latin1', 0, bytes);
      const rows = rowsOf(text.slice(0, text.lastIndexOf('\n') + 1));
      if (bytes === 0 || rows.at(-1)?.state !== listening) return rows.filter(({ state }) => state === listening);
    }
  } finally {
    closeSync(file);
  }
}

// sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode; addresses are hexadecimal, HOST:PORT
function rowsOf(text = ''): TcpSocket[] {
  return text
    .split('\n')
    .slice(1, -1)
    .map((line) => {
      const [, local = '', remote = '', state = '', , , , , , inode = '0'] = line.trim().split(/\s+/);
      const [localAddress = ''] = local.split(':');
      return { localAddress, localPort: portOf(local), remotePort: portOf(remote), state, inode };
    });
}

/** A kernel without IPv6 has no second table. */
function readOrNothing<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const portOf = (address: string): number => Number.parseInt(address.slice(address.indexOf(':') + 1), 16);
