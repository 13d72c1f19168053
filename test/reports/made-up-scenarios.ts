// Scenarios for tests of the report: one of each kind that it must show, beside those that there are.
import type { Counts } from '../../src/models/model.js';
import { pingPong } from '../../src/scenarios/ping-pong.js';
import type { Entrant } from '../../src/trials/entrant.js';
import type { Prediction, Scenario } from '../../src/trials/scenario.js';

type Said = Pick<Scenario, 'name' | 'question' | 'shows' | 'primary'> & Partial<Scenario> & { what: string };

function scenario({ what, ...said }: Said): Scenario {
  return {
    ...{ tablePer: 'scenario', unit: 'message', services: ['echo'], predict },
    does: (connections) => `${connections} connections, ${what}`,
    connections: () => [16],
    expectedMs: () => 1000,
    run: () => Promise.reject(new Error('nothing is run in a test of the report')),
    ...said,
  };
}

function predict({ name, claims }: Entrant, counts: Counts): Prediction {
  if (claims.servedAtOnce(counts) === 1) return { place: null, because: 'it serves one, the others wait' };
  if (name.endsWith('loop') || name === 'epoll') return { place: 1, because: 'nobody is woken' };
  return name === 'fork-per-connection'
    ? { place: 3, because: 'a runtime stands behind each connection' }
    : { place: 2, because: 'each message wakes a thread' };
}

/** A figure for each kind of words: time, latency, memory, CPU while idle. */
export const cpuWork = scenario({
  ...{ name: 'cpu-work', primary: 'usPerMessage', what: '200 µs of CPU per message' },
  ...{ question: 'Do all CPUs work?', shows: 'parallelism: work of one CPU against work of all' },
});
export const mixed = scenario({
  ...{ name: 'mixed', primary: 'p99Us', what: 'pings beside messages that take 5 ms of CPU' },
  ...{ question: 'What do pings suffer beside heavy work?', shows: "the victims' latency" },
  shownFigures: ['p50Us', 'p99Us', 'messagesPerSecond'],
});
export const deafClient = scenario({
  ...{ name: 'deaf-client', primary: 'pssGrowthKb', what: 'and one client that sends and never reads' },
  ...{ question: 'Does memory grow?', shows: 'whether back-pressure bounds what one client can take' },
  shownFigures: ['pssGrowthKb', 'p99Us'],
});
export const peers = scenario({
  ...{ name: 'peers', primary: 'cpuUsPerSecond', what: '10 messages per second on each' },
  ...{ question: 'What does it burn while little is asked?', shows: 'CPU while idle, wake-up latency, memory' },
  shownFigures: ['p50Us', 'p99Us', 'pssKb'],
});

/** With a curve in each trial. */
export const overload = scenario({
  ...{ name: 'overload', primary: 'p99Us', what: 'offered 0.5 to 1.5 × the capacity' },
  ...{ question: 'What happens beyond capacity?', shows: 'the knee, and what a closed loop hides' },
  shownFigures: ['capacityPerSecond', 'kneeShare', 'closedLoopP99Us', 'p50Us'],
});

/** Its variants are sizes. */
export const poolSize = scenario({
  ...{ name: 'pool-size', primary: 'usPerMessage', what: 'each waits 5 ms', tablePer: 'model', unit: 'connection' },
  ...{ question: 'How large should a pool be?', shows: 'the size from which more threads bring nothing' },
  sweep: 'threads',
  variants: [1, 2, 4, 8, 16, 32, 64, 128].map((threads) => ({ name: String(threads), counts: { threads } })),
  shownFigures: ['messagesPerSecond', 'pssKb'],
});

/** Without verdicts. */
export const crash = scenario({
  ...{ name: 'crash', primary: 'lostShare', what: 'then the process of one of them is killed', hasVerdicts: false },
  ...{
    question: 'Who goes down with whom?',
    shows: 'the share of the other connections that is lost',
    unit: 'connection',
  },
  shownFigures: ['recoveredMs'],
});
export const fairness = scenario({
  ...{ name: 'fairness', primary: 'connectionsMaxToMin', what: 'one after another', hasVerdicts: false },
  ...{ question: 'Who accepts?', shows: 'how connections are shared out over workers', unit: 'connection' },
  shownFigures: ['connectionsGini', 'messagesPerSecond'],
});

export const madeUpScenarios: readonly Scenario[] = [
  ...[pingPong, cpuWork, mixed, deafClient, overload, fairness, crash, poolSize, peers],
];
