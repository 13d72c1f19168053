// What a message costs a fresh server at first, before its code is compiled and its caches are filled.
import { amountsOver, type Costs, isLate } from './amounts.js';
import { readCosts } from './costs.js';
import type { LoadEvent } from './load-process.js';
import type { RunningServer } from './running-server.js';

interface ColdEdge {
  atNs: number;
  costs: Costs;
}

/** Null where nothing was answered in between, or the clocks were read late. */
export function coldCpuUsPerMessage(from: ColdEdge, to: ColdEdge, messages: number): number | null {
  const durationMs = (to.atNs - from.atNs) / 1e6;
  if (messages === 0 || isLate(durationMs, from.costs, to.costs)) return null;
  return amountsOver(durationMs, from.costs, to.costs).cpuUs / messages;
}

/** Reads the server's clocks at both ends of the first window of the warm-up. */
export class ColdStart {
  private start: Promise<ColdEdge> | undefined;
  private end: Promise<ColdEdge> | undefined;
  private messages = 0;

  constructor(private readonly server: RunningServer) {}

  /** Resolves once the server has answered. */
  async pass(event: LoadEvent): Promise<void> {
    if (event.event === 'warm-up-start') {
      this.start = this.read(event.atNs);
      await this.start;
    } else if (event.event === 'warm-up-edge' && !this.end) {
      this.messages = event.messages;
      this.end = this.read(event.atNs);
      await this.end;
    }
  }

  /** Null where there was no such window, too. */
  async cpuUsPerMessage(): Promise<number | null> {
    const [from, to] = await Promise.all([this.start, this.end]);
    return from && to ? coldCpuUsPerMessage(from, to, this.messages) : null;
  }

  private async read(atNs: number): Promise<ColdEdge> {
    return { atNs, costs: await readCosts(this.server.pid, () => this.server.usage()) };
  }
}
