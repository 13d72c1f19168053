// CPU time of a server whose processes are many and do not change while it is measured: read by pid, not searched for.
import { addon } from '../addon/addon.cjs';
import type { RunningServer } from './running-server.js';

export interface CpuReading {
  cpuUs: number;
  atMs: number;
}

/**
 * Costs (costs.ts) are exact whatever is born and ends meanwhile, and search the tree at each reading: with thousands of
 * threads or children that takes a CPU away from what is measured for 0.1 s.
 */
export class TreeCpu {
  private readonly taken: Promise<CpuReading>[] = [];
  private pids: readonly number[] | undefined;

  /** @param growsWithConnections its processes are searched for at the first reading: those that come later are not seen */
  constructor(
    private readonly server: RunningServer,
    { growsWithConnections }: { growsWithConnections: boolean },
  ) {
    if (!growsWithConnections) this.pids = addon.processes.tree(server.pid);
  }

  read(): void {
    this.pids ??= addon.processes.tree(this.server.pid);
    const atMs = performance.now();
    const liveUs = this.pids.reduce((sum, pid) => sum + (addon.processes.cpuUs(pid) ?? 0), 0);
    const reading = this.server.usage().then(({ children }) => ({ cpuUs: liveUs + children.cpuUs, atMs }));
    reading.catch(() => {}); // readings() tells
    this.taken.push(reading);
  }

  /** In the order of time. Rejects when the server has ended. */
  readings(): Promise<CpuReading[]> {
    return Promise.all(this.taken);
  }
}
