// What a ready server costs without clients: its runtime's own threads, memory and CPU, to be told apart from its service.
import { setTimeout as delay } from 'node:timers/promises';
import { addon } from '../addon/addon.cjs';
import { readCosts } from './costs.js';
import { treePssKb } from './memory.js';
import type { ServerUsage } from './running-server.js';
import { treeCounts } from './tree-counts.js';

export interface AtRest {
  processes: number;
  threads: number;
  pssKb: number;
  /** CPU time from its start until now, of all its processes, those that have ended included. */
  startUpCpuMs: number;
  idleCpuUsPerSecond: number;
}

/** A server that listens still boots on: its workers, and code that runs first when all else is done. */
const settled = { forMs: 100, belowUs: 1000, deadlineMs: 3000 } as const;

/**
 * Waits until a server without clients has used less than 1 ms of CPU in 100 ms, or for 3 s, then reads it over `forMs`.
 * One that `neverRests` is not waited for.
 * Rejects when it has gone, or when its processes come and go by themselves: then it is not at rest.
 */
export async function readAtRest(
  pid: number,
  askUsage: () => Promise<ServerUsage>,
  { forMs, neverRests = false }: { forMs: number; neverRests?: boolean },
): Promise<AtRest> {
  if (!neverRests) await settle(pid, settled.deadlineMs);
  const { cpuUs } = await readCosts(pid, askUsage);
  const memory = { ...treeCounts(pid), pssKb: treePssKb(pid) };
  const start = readClocks(pid); // after the server has answered: what asking costs is not its idling
  await delay(forMs);
  const end = readClocks(pid);
  if (end.pids.join() !== start.pids.join()) throw new Error('the server starts or ends processes without clients');
  const idleCpuUsPerSecond = ((end.cpuUs - start.cpuUs) * 1000) / (end.atMs - start.atMs);
  return { ...memory, startUpCpuMs: cpuUs / 1000, idleCpuUsPerSecond };
}

/** Resolves when it has used less than 1 ms of CPU in 100 ms, or at the deadline. */
export async function settle(pid: number, withinMs: number): Promise<void> {
  const deadlineMs = performance.now() + withinMs;
  let usedUs = Number.POSITIVE_INFINITY;
  for (let last = readClocks(pid); usedUs >= settled.belowUs && last.atMs < deadlineMs; ) {
    await delay(settled.forMs);
    const now = readClocks(pid);
    usedUs = now.cpuUs - last.cpuUs;
    last = now;
  }
}

function readClocks(pid: number) {
  const atMs = performance.now();
  const pids = addon.processes.tree(pid);
  const cpuUs = pids.reduce((sum, each) => sum + (addon.processes.cpuUs(each) ?? 0), 0);
  return { atMs, pids, cpuUs };
}
