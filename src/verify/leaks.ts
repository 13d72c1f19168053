// What must not grow with the clients that were there: counted after a warm-up, and again after many more.
import type { Subject } from './check.js';
import { type Counts, countsAtRest, countsOnce } from './family-counts.js';
import { type Visits, visit, warmUp } from './visits.js';

const settleMs = 3000;
const visits: Visits = { most: 50, budgetMs: 3000, least: 12 };

export interface Growth {
  clients: number;
  before: Counts;
  after: Counts;
  /** So many per client, over those after the warm-up. */
  perClient: number;
}

/** One in ten clients leaves something: that is a leak. Less is a pool that grew, or a cache. */
const leastPerClient = 0.1;

/** Waits for it to come back: what a client had may end a moment after it. */
export async function growthOf(field: keyof Counts, subject: Subject): Promise<Growth> {
  const { server, patienceMs } = subject;
  await visit(subject, warmUp);
  const before = await countsAtRest(server, settleMs);
  const clients = await visit(subject, visits);
  const after = await countsOnce((counts) => counts[field] <= before[field], server, patienceMs);
  return { clients, before, after, perClient: (after[field] - before[field]) / clients };
}

export const isLeak = ({ perClient }: Growth): boolean => perClient >= leastPerClient;
