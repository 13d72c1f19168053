// At which address of this machine a port is reached: 127.0.0.1 where that is listened to, else ::1, else whatever is.
import { endianness } from 'node:os';
import { addon } from '../addon/addon.cjs';
import { listeners } from './tcp-sockets.js';

const [v4, v6] = ['127.0.0.1', '::1'];
const anyV4 = '0.0.0.0';
const anyV6 = '::';
const mapped = '::ffff:';

/** Undefined where nobody listens on the port; of the sockets with these inodes only, where they are given. */
export function listeningHost(port: number, inodes?: readonly string[]): string | undefined {
  const hosts = listeners()
    .filter(({ localPort, inode }) => localPort === port && (inodes?.includes(inode) ?? true))
    .map(({ localAddress }) => addressOf(localAddress));
  if (hosts.includes(v4) || hosts.includes(anyV4)) return v4;
  if (hosts.includes(anyV6)) return servesV4Too(port) ? v4 : v6;
  return hosts.includes(v6) ? v6 : hosts[0];
}

/** What `localhost` means for a client of this port: the address that listens; 127.0.0.1 where none does. */
export function localhostOf(port: number): string {
  const host = listeningHost(port);
  return host === v6 ? v6 : v4;
}

/** The table does not say whether a socket at :: is IPV6_V6ONLY; whoever takes both leaves nobody the other one's port. */
function servesV4Too(port: number): boolean {
  try {
    const { fd } = addon.sockets.listen(v4, port, 0, false);
    addon.sockets.close(fd);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  }
}

/** "0100007F" → "127.0.0.1"; an IPv4 address in the table of IPv6 is one, too. */
export function addressOf(hexadecimal: string): string {
  const bytes = Buffer.from(hexadecimal, 'hex');
  if (endianness() === 'LE') bytes.swap32();
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, group) => bytes.readUInt16BE(2 * group).toString(16));
  const text = new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1); // the shortest spelling, as it is typed
  return text.startsWith(mapped) ? bytes.subarray(12).join('.') : text;
}
