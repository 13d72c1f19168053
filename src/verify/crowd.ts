// Clients that are all there at the same time: which of them are answered while nobody leaves.
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import { connectionsOf } from '../observe/tcp-sockets.js';
import type { ForeignServer } from '../trials/foreign-server.js';
import type { Subject } from './check.js';
import { Client } from './client.js';

export interface Crowd {
  served: Client[];
  waiting: Client[];
  /** Of those who wait: established, but no process has accepted them. */
  notAccepted: number;
}

/** A server that boots a process for a client takes its time; as long as the first one's, for each, is granted. */
const grace = 2;
const lookEveryMs = 5;

const word = (index: number) => Buffer.from(`client ${index}\n`);

/**
 * The first is served alone, and stays, silent. Then the others come, all of them send, and each new answer restarts the
 * patience. `patienceMs` may be shorter than the subject's where most are expected to wait. Whoever calls it disbands it.
 */
export async function gather({ server, atOnce, patienceMs }: Subject, waitMs = patienceMs): Promise<Crowd> {
  const startedMs = performance.now();
  const first = await Client.open(server.address, patienceMs);
  await first.echo(word(0));
  const firstMs = performance.now() - startedMs;
  const each = Math.max(waitMs, grace * atOnce * firstMs);
  const patient = Math.max(patienceMs, each); // those who wait are served one after another, later
  const others = await Promise.all(Array.from({ length: atOnce - 1 }, () => Client.open(server.address, patient)));
  for (const [index, client] of others.entries()) client.send(word(index + 1));
  const isServed = (client: Client) => client.receivedBytes > 0;
  await untilNoMoreAnswers(others, isServed, each);
  const waiting = others.filter((client) => !isServed(client));
  return { served: [first, ...others.filter(isServed)], waiting, notAccepted: countNotAccepted(waiting, server) };
}

/** The kernel's table of sockets is long after a churn: it is read once. */
function countNotAccepted(waiting: readonly Client[], { address }: ForeignServer): number {
  if (waiting.length === 0) return 0;
  const queued = connectionsOf(address.port).filter(({ inode }) => inode === '0');
  const ports = new Set(queued.map(({ remotePort }) => remotePort));
  return waiting.filter(({ localPort }) => ports.has(localPort)).length;
}

async function untilNoMoreAnswers(
  clients: readonly Client[],
  isServed: (client: Client) => boolean,
  patienceMs: number,
): Promise<void> {
  let answers = 0;
  for (let sinceMs = performance.now(); performance.now() - sinceMs < patienceMs; await delay(lookEveryMs)) {
    await nextTurn(); // should this process have been held up: what has arrived meanwhile counts
    const now = clients.filter((client) => isServed(client) || client.isClosed).length;
    if (now === clients.length) return;
    if (now > answers) sinceMs = performance.now();
    answers = now;
  }
}

/** After the first has left, those who waited are served one after another, each leaving when it is answered. */
export async function serveTheRest({ served, waiting }: Crowd): Promise<number> {
  for (const client of served) client.leave();
  const answers = waiting.map(async (client) => {
    const isServed = await client.until(() => client.receivedBytes > 0);
    client.leave();
    return isServed;
  });
  return (await Promise.all(answers)).filter((isServed) => isServed).length;
}

export function disband({ served, waiting }: Crowd): void {
  for (const client of [...served, ...waiting]) client.leave();
}
