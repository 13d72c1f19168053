// memory: neither memory nor address space grows with each client that came and left.
import { type Check, Failed } from '../check.js';
import { type Memory, readMemory } from '../family-counts.js';
import { counted, memorySize } from '../quantities.js';
import { visit } from '../visits.js';

const batches = 3;
const visits = { most: 60, budgetMs: 1500, least: 8 };

/** What a collector has not collected yet is less; so is a freed block that stays with its heap. */
const mostPerClientKb = { pssKb: 64, virtualKb: 1024 };

export const memory: Check = {
  name: 'memory',
  does: 'read memory (PSS) and address space (VmSize) after each of four batches of up to 60 clients that came and left',
  usually:
    'what is made for a connection is not freed; 8 MB of address space per client are the stacks of threads that ' +
    'nobody joins: pthread_detach or pthread_join. (Smaller leaks: valgrind, -fsanitize=leak)',
  lookAt: ["grep -E 'VmSize|VmRSS' /proc/PID/status", 'cat /proc/PID/smaps_rollup', 'man 3 pthread_detach'],

  async run(subject) {
    let clients = await visit(subject, visits);
    const start = readMemory(subject.server);
    let last = start;
    const grew = { pssKb: 0, virtualKb: 0 };
    for (let batch = 0; batch < batches; batch++) {
      const more = await visit(subject, visits);
      const now = readMemory(subject.server);
      for (const field of ['pssKb', 'virtualKb'] as const) {
        if (now[field] - last[field] > more * mostPerClientKb[field]) grew[field]++;
      }
      last = now;
      clients += more;
    }
    const text = `memory ${change('pssKb', start, last)}, address space ${change('virtualKb', start, last)}`;
    if (Object.values(grew).includes(batches)) throw new Failed(`${text}, growing with every batch of clients`);
    return `${text} after ${counted(clients, 'client')}`;
  },
};

const change = (field: keyof Memory, from: Memory, to: Memory): string =>
  `${memorySize(from[field])} → ${memorySize(to[field])}`;
