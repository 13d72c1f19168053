// Results of as many models as there will be, made up: what a report of all of them must still show.
import type { Results } from '../../src/trials/results.js';
import { type MadeUpModel, madeUp } from './made-up-models.js';
import { realisticResults } from './realistic-results.js';

const like = (name: string, of: string, change: Partial<MadeUpModel> = {}): MadeUpModel => {
  const known = madeUp.find((each) => each.name === of);
  if (!known) throw new Error(`no such model: ${of}`);
  const { message, connection } = known.cpuUs;
  const costlier = 1 + (name.length % 7) / 20; // no two cost quite the same
  return {
    ...known,
    name,
    twinOf: null,
    cpuUs: { message: message * costlier, connection: connection * costlier },
    ...change,
  };
};

const typeScript = { language: 'TypeScript' };

/** In the order of the map, with names as long as theirs. */
export const twentyModels: MadeUpModel[] = [
  like('iterative', 'iterative'),
  like('iterative-native', 'iterative-native', { twinOf: 'iterative' }),
  like('event-loop', 'event-loop'),
  like('busy-poll', 'epoll', { cpuUs: { message: 6.1, connection: 61 } }),
  like('epoll', 'epoll', { twinOf: 'event-loop' }),
  like('io-uring', 'epoll'),
  like('thread-per-connection', 'thread-per-connection'),
  like('worker-per-connection', 'fork-per-connection', { twinOf: 'thread-per-connection', quadrant: 'spmt' }),
  like('thread-pool', 'thread-per-connection'),
  like('acceptor-queue', 'thread-per-connection'),
  like('listener-io-handlers', 'epoll', { quadrant: 'spmt' }),
  like('reuseport-loops', 'epoll', { quadrant: 'spmt' }),
  like('worker-loops', 'event-loop', { quadrant: 'spmt' }),
  like('fork-per-connection', 'fork-per-connection'),
  like('fork-per-connection-native', 'fork-per-connection-native', { twinOf: 'fork-per-connection' }),
  like('prefork', 'iterative', { ...typeScript, quadrant: 'mpst', servedAtOnce: 2 }),
  like('prefork-handoff', 'iterative', { ...typeScript, quadrant: 'mpst', servedAtOnce: 2 }),
  like('cluster', 'event-loop', { quadrant: 'mpst' }),
  like('forked-thread-pools', 'forked-thread-pools'),
  like('forked-io-handlers', 'forked-thread-pools', { servedAtOnce: 10_000 }),
];

export const twentyResults = (): Results =>
  realisticResults({ models: twentyModels, scenarios: ['ping-pong', 'churn', 'cpu-work', 'wait-work'], blocks: 7 });
