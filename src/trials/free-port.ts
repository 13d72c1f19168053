// A TCP port that nobody uses, for a server that has to be told its port.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const least = 10_000;
const attempts = 50;

/**
 * Below the range that clients' own ports come from: so no client of this machine takes it between two starts of a
 * server, and nobody who connects to it while nothing listens is connected to himself.
 */
export async function freePort(): Promise<number> {
  const below = firstClientPort();
  for (let attempt = 0; attempt < attempts; attempt++) {
    const port = least + Math.floor(Math.random() * (below - least));
    if (await isFree(port)) return port;
  }
  throw Object.assign(new Error(`no free port from ${least} to ${below - 1}`), { code: 'EADDRINUSE' });
}

function firstClientPort(): number {
  const first = Number(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split('\t')[0]);
  return first > least + attempts ? first : 65_536;
}

/** On every address of both families; a kernel without IPv6 has one. */
async function isFree(port: number): Promise<boolean> {
  const why = await whyTaken(port, '::');
  return (why === 'EAFNOSUPPORT' || why === 'EADDRNOTAVAIL' ? await whyTaken(port, '0.0.0.0') : why) === undefined;
}

/** The error's code; undefined where one may listen. */
async function whyTaken(port: number, host: string): Promise<string | undefined> {
  const listener = createServer();
  try {
    await once(listener.listen(port, host), 'listening');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
  listener.close();
  await once(listener, 'close');
}
