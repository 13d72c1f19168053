// The processes that carry a mark in their environment: what they start inherits it, through setsid and a double fork too.
import { readFileSync } from 'node:fs';
import { allPids } from './socket-owners.js';

/** The variable that every process of a command is started with. */
export const markName = 'FORKROAD_RUN';

/**
 * All whose mark is this one, or begins with it and a dot. Zombies have no environment. Not found are another user's
 * processes, and those that were given an empty environment or wrote over it.
 */
export const markedWith = (mark: string): number[] => allPids().filter((pid) => isMarked(pid, mark));

function isMarked(pid: number, mark: string): boolean {
  const start = `${markName}=`;
  const marks = environmentOf(pid).filter((each) => each.startsWith(start));
  return marks.some((each) => each === start + mark || each.startsWith(`${start}${mark}.`));
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
  } catch {
    return []; // it has ended, or is another user's
  }
}
