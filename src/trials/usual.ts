// What others usually do on this machine during a comparison, and how often it is throttled: learnt as it goes on.
import { setTimeout as delay } from 'node:timers/promises';
import { cpusOf } from '../observe/allowed-cpus.js';
import { cpuUsBetween, readOtherProcesses } from '../observe/other-processes.js';
import { percentile } from '../statistics/percentile.js';
import type { RawWindow } from './trial-result.js';

/** A machine that is always busy is no disturbance: both of a pair run on it. What changes is one. */
export interface UsualLoad {
  /** CPUs' worth of work by others. */
  foreignCpus: number;
  /** CPUs' worth that no program has on its clock: of programs that come and go, and of the kernel. */
  unaccountedCpus: number;
  /** Of the time of a window. */
  throttledShare: number;
}

export const nothingUsual: UsualLoad = { foreignCpus: 0, unaccountedCpus: 0, throttledShare: 0 };

type Load = Pick<RawWindow, 'foreignUs' | 'unaccountedUs' | 'throttledUs' | 'durationMs'>;

/** The median of all windows so far, disturbed ones included: a load that came to stay becomes usual. */
export class Usual {
  private readonly foreign: number[] = [];
  private readonly unaccounted: number[] = [];
  private readonly throttled: number[] = [];

  /** The first reading, from before the first trial. */
  constructor(private readonly first: UsualLoad = nothingUsual) {
    this.foreign.push(first.foreignCpus);
    this.unaccounted.push(first.unaccountedCpus);
    this.throttled.push(first.throttledShare);
  }

  learn(windows: readonly Load[]): void {
    for (const { foreignUs, unaccountedUs, throttledUs, durationMs } of windows) {
      if (durationMs <= 0) continue;
      this.foreign.push(foreignUs / (1000 * durationMs));
      this.unaccounted.push(unaccountedUs / (1000 * durationMs));
      this.throttled.push(throttledUs / (1000 * durationMs));
    }
  }

  get load(): UsualLoad {
    const middle = (values: readonly number[]) => percentile(values, 0.5) ?? 0;
    return {
      foreignCpus: Math.max(this.first.foreignCpus, middle(this.foreign)), // while nothing of ours runs, a load is whole
      unaccountedCpus: middle(this.unaccounted),
      throttledShare: middle(this.throttled),
    };
  }
}

/** Long enough for a busy program to show, on a machine whose clocks tick every 4 ms. */
const firstLookMs = 250;

/** What others do before the first trial. Nothing is known of throttling yet: nothing of ours runs. */
export async function readUsualLoad(): Promise<UsualLoad> {
  const look = () => readOtherProcesses(new Set([process.pid]), cpusOf());
  const [from, startedMs] = [look(), performance.now()];
  await delay(firstLookMs);
  const foreignCpus = cpuUsBetween(from, look()) / (1000 * (performance.now() - startedMs));
  return { ...nothingUsual, foreignCpus };
}
