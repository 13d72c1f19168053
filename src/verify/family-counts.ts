// What a server's processes are and hold at a moment: threads, descriptors, zombies, memory.
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { addon } from '../addon/addon.cjs';
import { processStatus } from '../observe/process-status.js';
import type { ForeignServer } from '../trials/foreign-server.js';

export interface Counts {
  /** Those that run. */
  processes: number;
  threads: number;
  zombies: number;
  /** Processes whose first thread runs, or waits for a CPU. */
  busy: number;
  descriptors: number;
}

export interface Memory {
  /** Pages that processes share count once. */
  pssKb: number;
  virtualKb: number;
}

const lookEveryMs = 20;
const steadyLooks = 5;

export function readCounts(server: ForeignServer): Counts {
  const pids = server.family();
  const threads = pids.map((pid) => addon.processes.threads(pid));
  const states = pids.map((pid) => processStatus(pid)?.state);
  const sum = (of: (pid: number) => number) => pids.reduce((total, pid) => total + of(pid), 0);
  return {
    processes: threads.filter((count) => count > 0).length,
    threads: threads.reduce((total, count) => total + count, 0),
    zombies: states.filter((state) => state === 'Z').length,
    busy: states.filter((state) => state === 'R').length,
    descriptors: sum((pid) => countIn(`/proc/${pid}/fd`)),
  };
}

export function readMemory(server: ForeignServer): Memory {
  const pids = server.family();
  const sum = (file: string, field: string) =>
    pids.reduce((total, pid) => total + kilobytes(`/proc/${pid}/${file}`, field), 0);
  return { pssKb: sum('smaps_rollup', 'Pss'), virtualKb: sum('status', 'VmSize') };
}

/** Looks until it is as it should be, or for the time given; the last look either way. */
export async function countsOnce(
  isSo: (counts: Counts) => boolean,
  server: ForeignServer,
  ms: number,
): Promise<Counts> {
  const endMs = performance.now() + ms;
  for (;;) {
    const counts = readCounts(server);
    if (isSo(counts) || performance.now() > endMs) return counts;
    await delay(lookEveryMs);
  }
}

/** Once nothing has changed and nobody was busy for a while: a server that listens may still be starting its workers. */
export async function countsAtRest(server: ForeignServer, ms: number): Promise<Counts> {
  let same = 0;
  let last = '';
  return countsOnce(
    (counts) => {
      const now = Object.values(counts).join();
      same = now === last && counts.busy === 0 ? same + 1 : 0;
      last = now;
      return same >= steadyLooks;
    },
    server,
    ms,
  );
}

/** A process may end between any two readings. */
function countIn(folder: string): number {
  try {
    return readdirSync(folder).length;
  } catch {
    return 0;
  }
}

function kilobytes(file: string, field: string): number {
  try {
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(file, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
