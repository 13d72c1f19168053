// Which process and which thread serve a client, seen from outside: who wakes each time that it sends.
import { readdirSync, readFileSync } from 'node:fs';
import type { ForeignServer } from '../trials/foreign-server.js';
import type { Client } from './client.js';
import type { Serving } from './expectations.js';

/** More than a runtime's own threads happen to wake meanwhile. */
const messages = 12;

/** Keys of threads: "pid/thread id". */
export type Units = Set<string>;

/** Only for clients that are served: each exchanges a few messages, the others being silent. Adds to `units`. */
export async function addWhoServes(units: Units, clients: readonly Client[], server: ForeignServer): Promise<void> {
  const pids = server.family();
  for (const client of clients) {
    const unit = await whoServes(client, pids);
    if (unit) units.add(unit);
  }
}

export function servingBy(units: Units, clients: number): Serving {
  const processes = new Set([...units].map((unit) => unit.split('/')[0]));
  return { clients, processes: processes.size, threads: units.size };
}

/** The thread whose voluntary context switches grow most: it blocks again after each message. */
async function whoServes(client: Client, pids: readonly number[]): Promise<string | undefined> {
  const before = switches(pids);
  for (let i = 0; i < messages; i++) await client.echo(Buffer.from(`who serves ${i}?\n`));
  let most: string | undefined;
  let mostGrowth = -1;
  for (const [unit, count] of switches(pids)) {
    const growth = count - (before.get(unit) ?? 0);
    if (growth > mostGrowth) [most, mostGrowth] = [unit, growth];
  }
  return most;
}

function switches(pids: readonly number[]): Map<string, number> {
  const units = pids.flatMap((pid) => threadIds(pid).map((threadId) => [pid, threadId] as const));
  return new Map(units.map(([pid, threadId]) => [`${pid}/${threadId}`, voluntarySwitches(pid, threadId)]));
}

function threadIds(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return []; // it has ended
  }
}

function voluntarySwitches(pid: number, threadId: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/task/${threadId}/status`, 'utf8');
    return Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  } catch {
    return 0; // it has ended
  }
}
