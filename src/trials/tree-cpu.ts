// CPU time of a server whose processes are many and do not change while it is measured: read by pid, not searched for.
import { addon } from '../addon/addon.cjs';
import { monotonicNs } from '../observe/monotonic.js';
import type { Costs } from './amounts.js';
import type { RunningServer } from './running-server.js';

/**
 * Costs (costs.ts) are exact whatever is born and ends meanwhile, and search the tree at each reading: with thousands of
 * threads or children that takes a CPU away from what is measured for 0.1 s. Context switches are not counted.
 */
export class TreeCpu {
  private readonly taken: Promise<Costs>[] = [];
  private pids: readonly number[] | undefined;

  /** @param growsWithConnections its processes are searched for once they are there; those that come later are not seen */
  constructor(
    private readonly server: RunningServer,
    { growsWithConnections }: { growsWithConnections: boolean },
  ) {
    if (!growsWithConnections) this.pids = addon.processes.tree(server.pid);
  }

  /** Before the first reading, which would be late by the search. */
  findProcesses(): void {
    this.pids ??= addon.processes.tree(this.server.pid);
  }

  /** Resolves when the server has answered. */
  async read(): Promise<void> {
    this.findProcesses();
    const atNs = monotonicNs();
    const clocks = part(
      atNs,
      (this.pids ?? []).reduce((sum, pid) => sum + (addon.processes.cpuUs(pid) ?? 0), 0),
    );
    const reading = this.server.usage().then((usage) => {
      const answer = part(usage.atNs, usage.children.cpuUs);
      return { ...notCounted, cpuUs: clocks.cpuUs + answer.cpuUs, clocks, answer };
    });
    reading.catch(() => {}); // it is awaited below
    this.taken.push(reading);
    await reading;
  }

  /** In the order of time. Rejects when the server has ended. */
  readings(): Promise<Costs[]> {
    return Promise.all(this.taken);
  }
}

const notCounted = { voluntarySwitches: 0, involuntarySwitches: 0 };

const part = (atNs: number, cpuUs: number) => ({ ...notCounted, atNs, cpuUs });
