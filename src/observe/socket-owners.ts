// Which processes hold a socket: those with a descriptor whose link names its inode.
import { readdirSync, readlinkSync } from 'node:fs';

/** Of these pids; other users' processes, and those that have ended, hold nothing that can be seen. */
export function holdersOf(inodes: readonly string[], pids: readonly number[]): number[] {
  if (inodes.length === 0) return [];
  const links = new Set(inodes.map((inode) => `socket:[${inode}]`));
  return pids.filter((pid) => descriptorLinks(pid).some((link) => links.has(link)));
}

/** The inodes of all sockets that these processes hold, of whatever kind. */
export const socketInodesOf = (pids: readonly number[]): string[] => [
  ...new Set(pids.flatMap(descriptorLinks).flatMap(inodeOf)),
];

/** The inode of one descriptor, where it is a socket. */
export const socketInodeOf = (pid: number, fd: number): string[] =>
  inodeOf(readOr(() => readlinkSync(`/proc/${pid}/fd/${fd}`), ''));

const inodeOf = (link: string): string[] => /^socket:\[(\d+)\]$/.exec(link)?.slice(1) ?? [];

export const allPids = (): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid));

function descriptorLinks(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return readOr(() => readdirSync(folder), []).map((name) => readOr(() => readlinkSync(`${folder}/${name}`), ''));
}

/** A process may end, and a descriptor be closed, between any two readings. */
function readOr<Value>(read: () => Value, nothing: Value): Value {
  try {
    return read();
  } catch {
    return nothing;
  }
}
