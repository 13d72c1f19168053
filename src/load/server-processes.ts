// The processes that serve an address of this machine, found by who holds its listening socket, and what CPU they used.
import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { addon } from '../addon/addon.cjs';
import { allPids, holdersOf } from '../observe/socket-owners.js';
import { listenerInodes } from '../observe/tcp-sockets.js';

const usPerTick = 10_000; // USER_HZ is 100 on every Linux

export function isOfThisMachine(host: string): boolean {
  if (isIPv4(host) && host.startsWith('127.')) return true;
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === host));
}

/** The pids that hold a listening socket of this port; none where they belong to somebody else. */
export const pidsListeningOn = (port: number): number[] => holdersOf(listenerInodes(port), allPids());

/** CPU of these processes and their descendants so far, reaped children included (those in steps of 10 ms). */
export function treeCpuUs(roots: readonly number[]): number {
  const pids = new Set(roots.flatMap((root) => addon.processes.tree(root)));
  return [...pids].reduce((sum, pid) => sum + (addon.processes.cpuUs(pid) ?? 0) + reapedUs(pid), 0);
}

function reapedUs(pid: number): number {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return 0; // it has ended
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) * usPerTick; // cutime, cstime
}
