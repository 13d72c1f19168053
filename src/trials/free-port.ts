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

async function isFree(port: number): Promise<boolean> {
  const listener = createServer();
  const failed = once(listener, 'error').then(() => false);
  const listens = once(listener.listen(port, '0.0.0.0'), 'listening').then(
    () => true,
    () => false,
  );
  if (!(await Promise.race([listens, failed]))) return false;
  listener.close();
  await once(listener, 'close');
  return true;
}
