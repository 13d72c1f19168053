// memory: neither memory nor address space grows with each client that came and left.
import { type Check, Failed, type Subject } from '../check.js';
import { type Memory, readMemory } from '../family-counts.js';
import { counted, memorySize } from '../quantities.js';
import { type Visits, visit } from '../visits.js';

const batches = 3;
const visits: Visits = { most: 60, budgetMs: 1500, least: 8 };
/** Where it seems to grow: over few clients, what a runtime reserves at once looks like it. */
const visitsAgain: Visits = { most: 60, budgetMs: 1500, least: 30 };

/** What a collector has not collected yet is less; a thread's stack is 8 MB of addresses. */
const mostPerClientKb = { pssKb: 64, virtualKb: 4096 };

export const memory: Check = {
  name: 'memory',
  does: 'read memory (PSS) and address space (VmSize) after each of four batches of up to 60 clients that came and left',
  usually:
    'what is made for a connection is not freed; 8 MB of address space per client are the stacks of threads that ' +
    'nobody joins: pthread_detach or pthread_join. (Smaller leaks: valgrind, -fsanitize=leak)',
  lookAt: ["grep -E 'VmSize|VmRSS' /proc/PID/status", 'cat /proc/PID/smaps_rollup', 'man 3 pthread_detach'],

  async run(subject) {
    await visit(subject, visits);
    const first = await growthOver(visits, subject);
    if (!first.isSteady) return first.seen;
    const again = await growthOver(visitsAgain, subject);
    if (again.isSteady) throw new Failed(`${again.seen}, growing with every batch of them`);
    return again.seen;
  },
};

/** Steady: one of the two has grown by more than is granted in every batch. */
async function growthOver(each: Visits, subject: Subject): Promise<{ isSteady: boolean; seen: string }> {
  const start = readMemory(subject.server);
  const grew = { pssKb: 0, virtualKb: 0 };
  let [last, clients] = [start, 0];
  for (let batch = 0; batch < batches; batch++) {
    const more = await visit(subject, each);
    const now = readMemory(subject.server);
    for (const field of ['pssKb', 'virtualKb'] as const) {
      if (now[field] - last[field] > more * mostPerClientKb[field]) grew[field]++;
    }
    last = now;
    clients += more;
  }
  const change = (field: keyof Memory) => `${memorySize(start[field])} → ${memorySize(last[field])}`;
  const seen = `memory ${change('pssKb')}, address space ${change('virtualKb')} after ${counted(clients, 'client')}`;
  return { isSteady: Object.values(grew).includes(batches), seen };
}
