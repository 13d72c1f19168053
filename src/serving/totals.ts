// The totals of a server: the counters of all its workers or loops, added up.
import { addon } from '../addon/addon.cjs';
import type { Counters, ErrorKind, QueueUse } from '../addon/counters.cjs';

/** Of the first process and so many workers or loops, each with a slot of its own. */
export function totalsOf(slots: number): Counters {
  const { errors, queue, ...sums } = addon.counters.ofWorker(0);
  const total = { ...sums, errors: { ...errors }, queue };
  for (let slot = 1; slot <= slots; slot++) {
    const part = addon.counters.ofWorker(slot);
    for (const key of ['accepted', 'closed', 'bytesIn', 'bytesOut'] as const) total[key] += part[key];
    for (const kind of Object.keys(errors) as ErrorKind[]) total.errors[kind] += part.errors[kind];
    total.queue = together(total.queue, part.queue);
  }
  return total;
}

const together = (a: QueueUse, b: QueueUse): QueueUse => ({
  connections: a.connections + b.connections,
  waitUs: a.waitUs + b.waitUs,
  longestWaitUs: Math.max(a.longestWaitUs, b.longestWaitUs),
  deepest: Math.max(a.deepest, b.deepest),
});
