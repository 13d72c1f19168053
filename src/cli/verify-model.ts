// One of forkroad's own models as a server to verify: the command that serves it, and what it should look like.
import { fileURLToPath } from 'node:url';
import type { Model } from '../models/model.js';
import type { ForeignCommand } from '../trials/foreign-server.js';
import type { Expectation } from '../verify/expectations.js';

const main = fileURLToPath(new URL('./main.js', import.meta.url));

/** Pools as large as `forkroad verify` has clients, by their defaults. */
export const modelCommand = ({ name }: Model): ForeignCommand => ({
  file: process.execPath,
  args: (port) => [main, 'serve', name, '--port', String(port), '--packets', 'off', '--quiet'],
  text: `forkroad serve ${name} --port {port}`,
});

/** One thread that serves many at once is told from one that serves one after another. */
export function modelExpectation({ quadrant, claims, takes }: Model): Expectation {
  const servesOne = takes.length === 0 && claims.servedAtOnce({ workers: 1, threads: 1, loops: 2 }) === 1;
  return quadrant === 'spst' && !servesOne ? 'event-loop' : quadrant;
}
