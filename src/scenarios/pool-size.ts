// pool-size: one pool over a sweep of sizes, with work that waits: what more threads bring, and where they end to.
import type { Entrant } from '../trials/entrant.js';
import { expectedLoadMs, measureLoad } from '../trials/measure-load.js';
import type { ExpectedSetting, Outcome, Prediction, Scenario, Setting } from '../trials/scenario.js';

const sizes: readonly number[] = [1, 2, 4, 8, 16, 32, 64, 128];
const connectionsAtOnce = 64;
const sizeBytes = 64;
const waitMs = 5;

/** Each is a connection of its own, so that a small pool serves all that come, one after another. */
const load = ['--churn', '--size', String(sizeBytes)];

/** The slowest pool serves 80 connections in it: so many sizes are many trials. */
const mostWindowMs = 400;

export const poolSize: Scenario = {
  name: 'pool-size',
  question: 'How many threads does a pool want?',
  does: (connections) =>
    `${connections} at a time connect, send ${sizeBytes} B, wait ${waitMs} ms for the echo, close; by threads of the pool`,
  shows: 'where more threads stop to help: when no connection waits for one, or when the CPUs are full',
  tablePer: 'model',
  sweep: 'threads',
  variants: sizes.map((threads) => ({ name: String(threads), counts: { threads } })),
  serverOptions: ['--work', `wait:${waitMs}ms`],
  primary: 'usPerMessage',
  unit: 'connection',
  shownFigures: ['messagesPerSecond', 'p50Us', 'cpuUsPerMessage', 'pssKb'],
  predict,
  impossible: ({ takes }) => (takes.includes('threads') ? null : 'it has no pool of threads'),
  connections: () => [connectionsAtOnce],
  // At its end the client waits for the queue.
  expectedMs: (setting) => expectedLoadMs(withQueue(setting)) + queueMs(setting),
  run,
};

function predict({ takes }: Entrant): Prediction {
  if (!takes.includes('threads')) return { place: null, because: 'it has no pool of threads' };
  return {
    place: 1,
    because: `twice the threads take half the time, until there are ${connectionsAtOnce} or the CPUs are full`,
  };
}

/** How long the last of those that come first waits for a thread, and is served. */
const queueMs = ({ model, counts }: ExpectedSetting): number =>
  (connectionsAtOnce * waitMs) / Math.min(connectionsAtOnce, model.claims.servedAtOnce(counts));

/** No code of a pool is compiled as it runs, and one of a single thread would take a minute to be called warm. */
const leastWarmUpMs = 150;

/** The queue is as long as it will be when the windows begin. */
function withQueue<Each extends ExpectedSetting>(setting: Each): Each {
  const { timing } = setting;
  const fixedWarmUpMs = Math.max(leastWarmUpMs, Math.ceil(queueMs(setting)));
  return { ...setting, timing: { ...timing, fixedWarmUpMs, windowMs: Math.min(timing.windowMs, mostWindowMs) } };
}

async function run(setting: Setting): Promise<Outcome> {
  const outcome = await measureLoad(withQueue(setting), load);
  outcome.measured.figures.pssKb = outcome.measured.looks.at(-1)?.pssKb ?? null;
  return outcome;
}
