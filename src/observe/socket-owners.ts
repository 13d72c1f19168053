// Which processes hold a socket: those with a descriptor whose link names its inode.
import { readdirSync, readlinkSync } from 'node:fs';

/** Of these pids; other users' processes, and those that have ended, hold nothing that can be seen. */
export function holdersOf(inodes: readonly string[], pids: readonly number[]): number[] {
  if (inodes.length === 0) return [];
  const links = new Set(inodes.map((inode) => `socket:[${inode}]`));
  return pids.filter((pid) => descriptorLinks(pid).some((link) => links.has(link)));
}

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
