// Which process and which thread serve a client, seen from outside: who wakes each time that it sends.
import { readdirSync, readFileSync } from 'node:fs';
import type { ForeignServer } from '../trials/foreign-server.js';
import type { Client } from './client.js';
import type { Serving } from './expectations.js';

/** More than a runtime's own threads happen to wake meanwhile. */
const messages = 12;

interface Unit {
  pid: number;
  threadId: number;
}

/** Only for clients that are served: each exchanges a few messages, the others being silent. */
export async function servingOf(clients: readonly Client[], server: ForeignServer): Promise<Serving> {
  const pids = server.family();
  const units: Unit[] = [];
  for (const client of clients) {
    const unit = await whoServes(client, pids);
    if (unit) units.push(unit);
  }
  return {
    clients: clients.length,
    processes: new Set(units.map(({ pid }) => pid)).size,
    threads: new Set(units.map(({ pid, threadId }) => `${pid}/${threadId}`)).size,
  };
}

/** The thread whose voluntary context switches grow most: it blocks again after each message. */
async function whoServes(client: Client, pids: readonly number[]): Promise<Unit | undefined> {
  const before = switches(pids);
  for (let i = 0; i < messages; i++) await client.echo(Buffer.from(`who serves ${i}?\n`));
  let most: Unit | undefined;
  let mostGrowth = -1;
  for (const [key, { count, ...unit }] of switches(pids)) {
    const growth = count - (before.get(key)?.count ?? 0);
    if (growth > mostGrowth) [most, mostGrowth] = [unit, growth];
  }
  return most;
}

function switches(pids: readonly number[]): Map<string, Unit & { count: number }> {
  const all = new Map<string, Unit & { count: number }>();
  for (const pid of pids) {
    for (const threadId of threadIds(pid)) {
      all.set(`${pid}/${threadId}`, { pid, threadId, count: voluntarySwitches(pid, threadId) });
    }
  }
  return all;
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
