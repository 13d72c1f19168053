// What this process's control groups allow it and all that it starts: CPU time, memory; and how often they stopped it.
import { readFileSync } from 'node:fs';
import { type CgroupFolders, type Controller, cgroupFolders } from './cgroup-folders.js';

/** A file's text; undefined where it is not there. */
export type ReadText = (path: string) => string | undefined;

/** For how long all its threads were stopped because the quota was used up, and how often; since the group was made. */
export interface Throttling {
  times: number;
  us: number;
}

/** A group is bound by the limits of those above it, so that the least of all counts. */
export class Cgroup {
  private readonly found = new Map<Controller, CgroupFolders | null>();

  constructor(private readonly read: ReadText = readOrNothing) {}

  /** In CPUs: 0.5 is half of one's time. Null: no limit. */
  get cpuQuota(): number | null {
    const { version, folders } = this.folders('cpu');
    const quotaOf = version === 1 ? (folder: string) => this.quotaOfFirst(folder) : this.quotaOfSecond;
    return least(folders.map(quotaOf));
  }

  /** Null: no limit. */
  get memoryLimitKb(): number | null {
    const { version, folders } = this.folders('memory');
    return least(folders.map((folder) => this.memoryLimitOf(version, folder)));
  }

  /** What may still be taken; the page cache that is not in use counts as free. Null: no limit. */
  get memoryLeftKb(): number | null {
    const { version, folders } = this.folders('memory');
    const leftOf = (folder: string): number | null => {
      const limitKb = this.memoryLimitOf(version, folder);
      return limitKb === null ? null : Math.max(0, limitKb - this.memoryUsedKb(version, folder));
    };
    return least(folders.map(leftOf));
  }

  get throttling(): Throttling {
    const { version, folders } = this.folders('cpu');
    const sum = { times: 0, us: 0 };
    for (const folder of folders) {
      const stat = this.read(`${folder}/cpu.stat`) ?? '';
      sum.times += numberOf('nr_throttled', stat);
      sum.us += version === 1 ? numberOf('throttled_time', stat) / 1000 : numberOf('throttled_usec', stat);
    }
    return sum;
  }

  private folders(controller: Controller): CgroupFolders {
    let folders = this.found.get(controller);
    if (folders === undefined) {
      const [cgroup = '', mountinfo = ''] = ['cgroup', 'mountinfo'].map((file) => this.read(`/proc/self/${file}`));
      folders = cgroupFolders(controller, cgroup, mountinfo);
      this.found.set(controller, folders);
    }
    return folders ?? { version: 2, folders: [] };
  }

  /** -1: none. */
  private quotaOfFirst(folder: string): number | null {
    const quotaUs = Number(this.read(`${folder}/cpu.cfs_quota_us`) ?? -1);
    const periodUs = Number(this.read(`${folder}/cpu.cfs_period_us`) ?? 0);
    return quotaUs > 0 && periodUs > 0 ? quotaUs / periodUs : null;
  }

  /** "50000 100000", or "max 100000". */
  private readonly quotaOfSecond = (folder: string): number | null => {
    const [quotaUs, periodUs] = (this.read(`${folder}/cpu.max`) ?? '').split(' ').map(Number);
    return quotaUs && periodUs ? quotaUs / periodUs : null;
  };

  /** Version 1 writes none as a number larger than any memory, version 2 as "max". */
  private memoryLimitOf(version: 1 | 2, folder: string): number | null {
    const files = version === 1 ? ['memory.limit_in_bytes'] : ['memory.max', 'memory.high'];
    const limits = files.map((file) => Number.parseInt(this.read(`${folder}/${file}`) ?? '', 10) / 1024);
    return least(limits.map((kb) => (kb < noLimitKb ? Math.floor(kb) : null)));
  }

  private memoryUsedKb(version: 1 | 2, folder: string): number {
    const [usage, inactive] =
      version === 1 ? ['memory.usage_in_bytes', 'total_inactive_file'] : ['memory.current', 'inactive_file'];
    const stat = this.read(`${folder}/memory.stat`) ?? '';
    return (Number(this.read(`${folder}/${usage}`) ?? 0) - numberOf(inactive, stat)) / 1024;
  }
}

/** An exbibyte. */
const noLimitKb = 2 ** 50;

/** Of "key number" lines. */
const numberOf = (key: string, stat: string): number => Number(new RegExp(`^${key} (\\d+)$`, 'm').exec(stat)?.[1] ?? 0);

const least = (limits: readonly (number | null)[]): number | null =>
  limits.reduce((a, b) => (a === null ? b : b === null ? a : Math.min(a, b)), null);

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Of this process, and of the servers and clients that it starts. */
export const ownCgroup = new Cgroup();
