// What is read of a server from outside, alike of ours and of a bare one: its CPU, its memory, whether its workers are there.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { addon } from '../../src/addon/addon.cjs';
import { listenerInodes } from '../../src/observe/tcp-sockets.js';
import { type TreeCounts, treeCounts } from '../../src/trials/tree-counts.js';
import type { Server } from './programs.js';

/**
 * CPU of the server so far: of every process in its tree, and of the children that these have reaped. Read alike of ours and
 * of theirs, which cannot be asked; what reaped children used is told in ticks of 10 ms.
 */
export function treeCpuUs({ child }: Server): number {
  const pids = addon.processes.tree(child.pid as number);
  return pids.reduce((sum, pid) => sum + (addon.processes.cpuUs(pid) ?? 0) + reapedCpuUs(pid), 0);
}

const tickUs = 10_000;

function reapedCpuUs(pid: number): number {
  const afterName = readProcessFile(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(afterName[13] ?? 0) + Number(afterName[14] ?? 0)) * tickUs;
}

/** What the server's own process, without its children, has in memory. */
export function residentMb({ child }: Server): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readProcessFile(child.pid as number, 'status'))?.[1];
  return Number(kilobytes ?? 0) / 1024;
}

/** Empty once the process has gone. */
function readProcessFile(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

const readyDeadlineMs = 10_000;
const lookEveryMs = 5;

/** A server that listens may still be starting its workers; the first of them would get all the connections. */
export function untilItHas({ child }: Server, { processes, threads }: TreeCounts): Promise<void> {
  return untilReady(`${processes} processes, ${threads} threads`, () => {
    const now = treeCounts(child.pid as number);
    return now.processes >= processes && now.threads >= threads;
  });
}

/** The same of one that opens several listeners on its port. */
export const untilItListens = ({ port }: Server, listeners: number): Promise<void> =>
  untilReady(`${listeners} listeners`, () => listenerInodes(port).length >= listeners);

async function untilReady(what: string, isReady: () => boolean): Promise<void> {
  const deadlineMs = performance.now() + readyDeadlineMs;
  while (!isReady()) {
    if (performance.now() > deadlineMs) throw new Error(`waited for ${what}`);
    await delay(lookEveryMs);
  }
}
