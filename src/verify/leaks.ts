// What must not grow with the clients that were there: counted after a warm-up, and again after many more.
import type { Subject } from './check.js';
import { type Counts, countsAtRest, countsOnce } from './family-counts.js';
import { type Visits, visit, warmUp } from './visits.js';

const settleMs = 5000;
const visits: Visits = { most: 50, budgetMs: 3000, least: 12 };

/** One in ten clients leaves something: that is a leak. Less is a cache. */
const leastPerClient = 0.1;

export interface Growth {
  clients: number;
  before: Counts;
  after: Counts;
  perClient: number;
  isLeak: boolean;
}

/** What grew once may have been a pool, or a worker that started late; a leak grows as much with as many clients again. */
export async function growthOf(field: keyof Counts, subject: Subject): Promise<Growth> {
  await visit(subject, warmUp);
  const growth = await growthOver(field, subject);
  return growth.isLeak ? growthOver(field, subject) : growth;
}

/** Waits for it to come back: what a client had may end a moment after it. */
async function growthOver(field: keyof Counts, subject: Subject): Promise<Growth> {
  const { server, patienceMs, slowness } = subject;
  const before = await countsAtRest(server, settleMs * slowness);
  const clients = await visit(subject, visits);
  const after = await countsOnce((counts) => counts[field] <= before[field], server, patienceMs);
  const perClient = (after[field] - before[field]) / clients;
  return { clients, before, after, perClient, isLeak: perClient >= leastPerClient };
}
