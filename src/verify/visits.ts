// Clients that come one after another: each connects, gets an echo, and leaves.
import type { Subject } from './check.js';
import { Client } from './client.js';

export interface Visits {
  most: number;
  /** No new one after so long; but `least` come in any case. */
  budgetMs: number;
  least: number;
}

/** A handful for what a server makes at its first clients: pools, caches. */
export const warmUp: Visits = { most: 5, budgetMs: 1000, least: 5 };

/** Times as long as a client alone may each of a crowd take. */
const grace = 3;

/** Resolves with how many there were. */
export async function visit(subject: Subject, { most, budgetMs, least }: Visits): Promise<number> {
  const endMs = performance.now() + budgetMs;
  let count = 0;
  while (count < most && (count < least || performance.now() < endMs)) await visitOnce(subject, `visitor ${++count}\n`);
  return count;
}

export async function visitOnce({ server, patienceMs }: Subject, text: string): Promise<void> {
  const client = await Client.open(server.address, patienceMs);
  try {
    await client.echo(Buffer.from(text));
  } finally {
    client.leave();
  }
}

export interface Pace {
  /** How many clients that do not wait for each other are no more than the server can boot for within its budget. */
  burst: number;
  /** Who comes after them waits behind them all. */
  afterwards: Subject;
}

/** A server that boots a process for each client is asked for fewer of them, and given more time. */
export async function paceOf(subject: Subject, { most, least, budgetMs }: Visits): Promise<Pace> {
  const startedMs = performance.now();
  await visit(subject, warmUp);
  const eachMs = (performance.now() - startedMs) / warmUp.least;
  const burst = Math.max(least, Math.min(most, Math.floor(budgetMs / eachMs)));
  return { burst, afterwards: { ...subject, patienceMs: subject.patienceMs + grace * burst * eachMs } };
}
