// Who belongs to a process that was started here, however it arranged itself; and the end of them all, by pid.
import { setTimeout as delay } from 'node:timers/promises';
import { addon } from '../addon/addon.cjs';
import { isRunning, membersOf } from '../observe/process-status.js';
import { allPids, holdersOf } from '../observe/socket-owners.js';
import { listenerInodes } from '../observe/tcp-sockets.js';

const lookEveryMs = 5;

export interface Family {
  /** The tree below the process, its group and its session, zombies included. */
  members(): number[];
  /** These, and who left all of them but holds the listener: the socket itself, which was seen in the family. Dear. */
  everyone(): number[];
}

export function familyOf(pid: number, port: number): Family {
  const inodes = new Set<string>();
  const members = () => [...new Set([...addon.processes.tree(pid), ...membersOf(pid)])];
  const everyone = () => {
    const own = members();
    for (const inode of listenerInodes(port)) if (holdersOf([inode], own).length > 0) inodes.add(inode);
    return [...new Set([...own, ...holdersOf([...inodes], allPids())])];
  };
  return { members, everyone };
}

/** Of a process that was not started. */
export const nobody: Family = { members: () => [], everyone: () => [] };

/** True when all have ended in time; a zombie has. */
export async function haveEnded(pids: readonly number[], deadlineMs: number): Promise<boolean> {
  const endMs = performance.now() + deadlineMs;
  while (pids.some(isRunning)) {
    if (performance.now() > endMs) return false;
    await delay(lookEveryMs);
  }
  return true;
}

/** To a process, or, with a negative number, to a group; nothing where it has gone. */
export function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
