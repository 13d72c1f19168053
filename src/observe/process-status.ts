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
  /** When it started, in ticks since boot: with the pid it names one process for ever. */
  startTicks: number;
}

/** The 22nd field of /proc/PID/stat; those after the name begin with the third. */
const startField = 22 - 3;

/** Undefined when it has gone. */
export function processStatus(pid: number): ProcessStatus | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  const nameEnd = stat.lastIndexOf(')'); // a name may hold anything, brackets and spaces too
  const fields = stat.slice(nameEnd + 2).split(' ');
  const [state = '', , group, session] = fields;
  const name = stat.slice(stat.indexOf('(') + 1, nameEnd);
  const startTicks = Number(fields[startField]);
  return { pid, name, state, group: Number(group), session: Number(session), startTicks };
}

/** It is there and runs: a zombie does not. */
export const isRunning = (pid: number): boolean => !['', 'Z', 'X'].includes(processStatus(pid)?.state ?? '');

/** All processes of a process group or of a session, zombies included. */
export const membersOf = (groupOrSession: number): number[] =>
  allPids()
    .map(processStatus)
    .filter((status) => status?.group === groupOrSession || status?.session === groupOrSession)
    .map((status) => status?.pid ?? 0);
