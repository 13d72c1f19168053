// Which CPUs server and client of a trial run on.
import { addon } from '../addon/addon.cjs';

/** Null: wherever the kernel puts them. */
export interface Placement {
  server: readonly number[] | null;
  client: readonly number[] | null;
}

const free: Placement = { server: null, client: null };

/**
 * `apart`: the client has the last CPU to itself, the server has all others. Where the kernel chooses, it now and then puts
 * both on the same CPU: then they take turns, messages come in batches, and a message costs a third less (docs/measuring.md).
 * On one CPU there is no choice.
 */
export function placementOf(kind: 'apart' | undefined, cpus: readonly number[] = addon.processes.cpus()): Placement {
  if (kind === undefined || cpus.length < 2) return free;
  return { server: cpus.slice(0, -1), client: cpus.slice(-1) };
}

/** What `start` starts at once runs on these CPUs, and so does all that it starts in turn. */
export function onCpus<Started>(cpus: readonly number[] | null, start: () => Started): Started {
  if (cpus === null) return start();
  const before = addon.processes.cpus();
  addon.processes.useCpus(cpus);
  try {
    return start();
  } finally {
    addon.processes.useCpus(before);
  }
}
