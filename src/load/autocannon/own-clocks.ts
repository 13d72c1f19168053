// The clocks of this process: what autocannon, which runs in it, has cost so far.
import { readFileSync } from 'node:fs';
import { nowNs } from './events.js';

export interface OwnClocks {
  /** Of CLOCK_MONOTONIC. */
  atNs: number;
  /** Of all threads: the garbage collector's and libuv's, too. */
  processCpuUs: number;
  /** Of the thread that runs autocannon. The kernel brings it up to date at each tick and each switch. */
  mainThreadCpuUs: number;
  /** How long that thread was runnable but not running; null where the kernel does not tell. */
  mainThreadWaitUs: number | null;
}

/** The main thread has the number of its process. "run wait slices", in nanoseconds. */
const schedstat = `/proc/self/task/${process.pid}/schedstat`;

export function readOwnClocks(): OwnClocks {
  const { user, system } = process.cpuUsage();
  const processCpuUs = user + system;
  const atNs = nowNs();
  const thread = readThread();
  return {
    atNs,
    processCpuUs,
    mainThreadCpuUs: thread?.cpuUs ?? processCpuUs,
    mainThreadWaitUs: thread?.waitUs ?? null,
  };
}

function readThread(): { cpuUs: number; waitUs: number } | null {
  try {
    const [runNs = 0, waitNs = 0] = readFileSync(schedstat, 'utf8').split(' ').map(Number);
    return { cpuUs: runNs / 1000, waitUs: waitNs / 1000 };
  } catch {
    return null; // a kernel without it
  }
}
