// Where the programs of a pair run: the server on one CPU and its client on another, so that neither takes from the other.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NotMeasured } from './task.js';

export interface Pins {
  server: number;
  client: number;
}

/** The first two CPUs that this process may use. */
export function twoCpus(): Pins {
  const list = /^Cpus_allowed_list:\s+(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
  const [server, client] = cpusOf(list);
  if (server === undefined || client === undefined) throw new NotMeasured('it needs a CPU each for server and client');
  installed('taskset', 'util-linux');
  return { server, client };
}

/** "0-3,8" is 0, 1, 2, 3, 8. */
export const cpusOf = (list: string): number[] =>
  list.split(',').flatMap((range) => {
    const [first = Number.NaN, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 || 0 }, (_, i) => first + i);
  });

/** Where a program is; servers stand in a folder that a user's path may lack. */
export function installed(program: string, debianPackage: string): string {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin'];
  const found = folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
  if (!found) throw new NotMeasured(`install ${program} (Debian: apt-get install ${debianPackage})`);
  return found;
}
