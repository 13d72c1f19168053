// Models of every kind that a scenario must have something to say of, told by what they claim alone.
import type { Claims } from '../../src/models/model.js';
import type { Entrant } from '../../src/trials/entrant.js';

type Said = Partial<Omit<Entrant, 'name' | 'claims'>> & { name: string; claims?: Partial<Claims> };

function claimed({ name, claims, ...said }: Said): Entrant {
  const none: Claims = {
    servedAtOnce: () => Number.POSITIVE_INFINITY,
    ...{ processesPerConnection: 0, threadsPerConnection: 0, outOfDescriptors: 'waits' },
    ...{ workers: () => 0, threads: () => 0 },
  };
  const own = { name, services: ['echo', 'http-echo'], takes: [], quadrant: 'spmt', language: 'C++' } as const;
  return { ...own, ...said, claims: { ...none, ...claims } };
}

const javaScript = { language: 'TypeScript' };
const loops: Pick<Claims, 'sharers'> = { sharers: (counts) => counts.loops };
const workers: Pick<Claims, 'workers'> = { workers: (counts) => counts.workers };
const oneEach: Partial<Claims> = { ...workers, servedAtOnce: (counts) => counts.workers };

/** None is one of the registry's: a model is what it claims, whatever it is called. */
export const claimedModels = {
  spinningLoop: claimed({ name: 'spinning-loop', claims: { threads: () => 1, isBusyWhenIdle: true } }),
  loopsThatShareAPort: claimed({ name: 'port-sharing-loops', takes: ['loops'], sharesPort: true, claims: loops }),
  loopsHandedTo: claimed({
    ...{ name: 'handed-to-loops', takes: ['loops'], sharesPort: true },
    claims: { ...loops, handsOver: true },
  }),
  loopsInWorkers: claimed({
    ...{ name: 'loops-in-workers', takes: ['workers', 'loops'], language: 'TypeScript and C++' },
    claims: { ...workers, threads: (counts) => counts.workers * (counts.loops + 2) },
  }),
  queueBeforeAPool: claimed({
    ...{ name: 'queue-before-a-pool', takes: ['threads'] },
    claims: { servedAtOnce: (counts) => counts.threads, handsOver: true, queuesAccepted: true },
  }),
  v8InAThread: claimed({ name: 'v8-in-a-thread', ...javaScript, claims: { threadsPerConnection: 1 } }),
  javaScriptLoops: claimed({
    ...{ name: 'javascript-loops', ...javaScript, takes: ['loops'], sharesPort: true },
    claims: loops,
  }),
  javaScriptPool: claimed({ name: 'javascript-pool', ...javaScript, takes: ['workers'], claims: oneEach }),
  javaScriptPoolHandedTo: claimed({
    ...{ name: 'javascript-pool-handed-to', ...javaScript, takes: ['workers'] },
    claims: { ...oneEach, handsOver: true },
  }),
  workersDealtTo: claimed({
    ...{ name: 'workers-dealt-to', ...javaScript, takes: ['workers'] },
    claims: { ...workers, handsOver: true },
  }),
} as const satisfies Record<string, Entrant>;
