// What /proc says of one process: its state, and to whom it belongs.
import { readFileSync } from 'node:fs';
import { allPids } from './socket-owners.js';

export interface ProcessStatus {
  pid: number;
  /** The program's name, without its folder. */
  name: string;
  /** 'R', 'S', 'D', 'Z' …, as ps shows it. */
  state: string;
  group: number;
  session: number;
}

/** Undefined when it has gone. */
export function processStatus(pid: number): ProcessStatus | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  const nameEnd = stat.lastIndexOf(')'); // a name may hold anything, brackets and spaces too
  const [state = '', , group, session] = stat.slice(nameEnd + 2).split(' ');
  const name = stat.slice(stat.indexOf('(') + 1, nameEnd);
  return { pid, name, state, group: Number(group), session: Number(session) };
}

/** It is there and runs: a zombie does not. */
export const isRunning = (pid: number): boolean => !['', 'Z', 'X'].includes(processStatus(pid)?.state ?? '');

/** All processes of a process group or of a session, zombies included. */
export const membersOf = (groupOrSession: number): number[] =>
  allPids()
    .map(processStatus)
    .filter((status) => status?.group === groupOrSession || status?.session === groupOrSession)
    .map((status) => status?.pid ?? 0);
