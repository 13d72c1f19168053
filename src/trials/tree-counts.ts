// How many processes and threads a server's tree has: at one moment, or the most at once over a window.
import { addon } from '../addon/addon.cjs';

export interface TreeCounts {
  processes: number;
  threads: number;
}

/** Zombies count for nothing here: they run no more. */
export function treeCounts(pid: number): TreeCounts {
  const threads = addon.processes.tree(pid).map((each) => addon.processes.threads(each));
  const running = threads.filter((count) => count > 0);
  return { processes: running.length, threads: running.reduce((sum, count) => sum + count, 0) };
}

/** One look of a sampler. */
export interface TreeSample extends TreeCounts {
  /** Since the sampler's start. */
  atMs: number;
}

/** A look at 30 processes of 11 threads takes about 3 ms of one CPU. */
const everyMs = 50;

export class PeakSampler {
  readonly peak: TreeCounts = { processes: 0, threads: 0 };
  /** Every look, in the order of time. */
  readonly series: TreeSample[] = [];
  private startedMs = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly pid: number) {}

  start(): void {
    this.startedMs = performance.now();
    this.look();
    this.timer = setInterval(() => this.look(), everyMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const atMs = performance.now() - this.startedMs;
    const { processes, threads } = treeCounts(this.pid);
    this.series.push({ atMs, processes, threads });
    this.peak.processes = Math.max(this.peak.processes, processes);
    this.peak.threads = Math.max(this.peak.threads, threads);
  }
}
