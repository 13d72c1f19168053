// Who belongs to a process that was started here, however it arranged itself; and the end of them all, by pid.
import { setTimeout as delay } from 'node:timers/promises';
import { addon } from '../addon/addon.cjs';
import { markedWith } from '../observe/marked-processes.js';
import { isRunning, membersOf } from '../observe/process-status.js';
import { allPids, holdersOf } from '../observe/socket-owners.js';
import { listenerInodes } from '../observe/tcp-sockets.js';
import { signalTo } from './signal-to.js';

const lookEveryMs = 5;
const emptyLooks = 2;

/** One that forks faster than it is killed is given up. */
const mostLooks = 1000;

export interface Family {
  /** The tree below the process, its group and its session, zombies included. */
  members(): number[];
  /**
   * These, and who left all of them: who carries the mark, who holds a stream that the first process was given, or the
   * listener: the socket itself, which was seen in the family. Dear.
   */
  everyone(): number[];
}

export interface First {
  pid: number;
  mark: string;
  /** Inodes of the sockets that are its stdout and stderr. */
  streams: readonly string[];
  port: number;
}

export function familyOf({ pid, mark, streams, port }: First): Family {
  const inodes = new Set(streams);
  const members = () => [...new Set([...addon.processes.tree(pid), ...membersOf(pid)])];
  const everyone = () => {
    const own = new Set([...members(), ...markedWith(mark)]);
    for (const inode of listenerInodes(port)) if (holdersOf([inode], [...own]).length > 0) inodes.add(inode);
    return [...new Set([...own, ...holdersOf([...inodes], allPids())])].filter((each) => each !== process.pid);
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

/** A process that no SIGKILL of ours ends: another user's, or one that waits in the kernel. */
export class StillRuns extends Error {
  constructor(pids: readonly number[]) {
    super(`not ended: pid ${pids.join(', ')}; end it by hand: sudo kill -9 ${pids.join(' ')}`);
  }
}

/**
 * Kills until two looks in a row find none: one that forks and ends under a look is not seen by it, nor is its child.
 * Rejects with StillRuns.
 */
export async function endAll(everyone: () => number[], deadlineMs: number): Promise<void> {
  let empty = 0;
  for (let looks = 0; empty < emptyLooks; looks++) {
    const left = everyone().filter(isRunning);
    empty = left.length === 0 ? empty + 1 : 0;
    for (const pid of left) signalTo(pid, 'SIGKILL');
    if (!(await haveEnded(left, deadlineMs)) || looks === mostLooks) throw new StillRuns(left.filter(isRunning));
    await delay(lookEveryMs);
  }
}
