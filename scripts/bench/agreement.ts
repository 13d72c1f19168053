// The same server's CPU by two ways that share no code: a trial of ours, and a bare C client that reads the clocks itself.
import { holdConnections } from '../../src/load/hold-connections.js';
import { findModel } from '../../src/models/registry.js';
import { churn } from '../../src/scenarios/churn.js';
import { pingPong } from '../../src/scenarios/ping-pong.js';
import type { Entrant } from '../../src/trials/entrant.js';
import { warmUpCapMsOf } from '../../src/trials/measure-load.js';
import { planOf, type Request } from '../../src/trials/plan.js';
import { runTrial } from '../../src/trials/run-trial.js';
import { defaultWarmUpCapMs, type Scenario } from '../../src/trials/scenario.js';
import { Session } from '../../src/trials/session.js';
import { startServer } from '../../src/trials/start-server.js';
import { calibrate, loadCommand, serverCommand, type Tools } from '../../src/trials/tools.js';
import { messageBytes, outputOf } from './clients.js';
import { twoCpus } from './pins.js';
import { buildPeer, pinned } from './programs.js';
import { Disturbed, NotMeasured, type Pair } from './task.js';

const connections = 16;
const counts = { workers: 2, threads: 64, loops: 2 };
const service = 'echo';
/** Equal servers differ from process to process, not from second to second: more blocks tell more than longer windows. */
const timing = { warmUpCapMs: defaultWarmUpCapMs, windowMs: 1000, windows: 4 };
const goal = { atLeast: 0.95, atMost: 1.05 };

/** Of server and client, on each side. */
const startsMs = 1000;

/** Only plans how long a trial takes. */
const startUp = { listeningMs: 0, readyMs: 0, echoMs: 0, stopMs: 0 };

/** Eight, each of another design. A connection of the last is a process: it is asked what one costs, not a message. */
const both = [pingPong, churn];
const measured: readonly { name: string; scenarios: readonly Scenario[] }[] = [
  { name: 'event-loop', scenarios: both },
  { name: 'worker-loops', scenarios: both },
  { name: 'cluster', scenarios: both },
  { name: 'epoll', scenarios: both },
  { name: 'io-uring', scenarios: both },
  { name: 'thread-per-connection', scenarios: both },
  { name: 'thread-pool', scenarios: both },
  { name: 'fork-per-connection-native', scenarios: [churn] },
];

/** Server and client have a CPU each: where the scheduler puts them differs by more than what is asked. */
function tools(): Tools {
  const { server, client } = twoCpus();
  const on = (cpu: number, [file = '', ...words]: readonly string[]) => pinned(cpu, [file, ...words]).flat();
  return {
    serverCommand: (...asked) => on(server, serverCommand(...asked)),
    loadCommand: (...asked) => on(client, loadCommand(...asked)),
    calibrate,
    hold: holdConnections,
  };
}

interface Measured {
  model: Entrant;
  scenario: Scenario;
}

/** The same on both sides: in churn JavaScript is compiled for 2.5 s, and before that the second that one looks at decides. */
const warmUpMsOf = ({ model }: Measured): number => warmUpCapMsOf({ model, timing });

async function byOurTrial({ model, scenario }: Measured, signal: AbortSignal): Promise<number[]> {
  const request: Request = {
    models: [model],
    scenarios: [scenario],
    connections: [connections],
    blocks: { exactly: 1, atMost: 1 },
    looks: 'usual',
    budgetMs: null,
    baseline: model.name,
    service,
    clients: ['native'],
    seed: 0,
    counts,
    timing: { ...timing, fixedWarmUpMs: warmUpMsOf({ model, scenario }) },
    countsSystemCalls: false,
  };
  const ours = tools();
  const [plan] = planOf(request, [{ model, startUp, atRest: null, failed: null }], []).trials;
  if (!plan) throw new Error(`${model.name} cannot be asked for ${scenario.name}`);
  const session = new Session(() => []); // the other side is measured without a yardstick, too
  const { failed, measured, quality } = await runTrial(plan, 1, { tools: ours, session, signal });
  // The bare client does not know what the runtime costs by itself: nothing is subtracted here either.
  const cpuUs = measured?.figures.grossCpuUsPerMessage ?? null;
  if (cpuUs === null) throw new Error(`${model.name}, ${scenario.name}: ${failed}`);
  if (quality?.isDisturbed) throw new Disturbed(`${model.name}, ${scenario.name}`);
  return [cpuUs, measured?.figures.messagesPerSecond ?? 0];
}

async function byBareClient(what: Measured, signal: AbortSignal): Promise<number[]> {
  const { model, scenario } = what;
  const server = await startServer({ model, counts, service }, tools(), signal);
  try {
    const { pid, address } = server;
    const words = [
      address.port,
      pid,
      scenario.name,
      connections,
      messageBytes,
      warmUpMsOf(what) / 1000,
      timing.windowMs / 1000,
    ];
    const stdout = await outputOf(buildPeer('measuring-client'), words, twoCpus().client);
    const { messages, seconds, serverCpuSeconds } = JSON.parse(stdout) as Record<string, number>;
    if (!messages || !seconds || !serverCpuSeconds) throw new Error(`nothing was counted: ${stdout}`);
    return [(serverCpuSeconds / messages) * 1e6, messages / seconds];
  } finally {
    await server.stop();
  }
}

function pairOf(what: Measured): Pair {
  const { model, scenario } = what;
  return {
    kind: 'pair',
    name: `${model.name}, ${scenario.name}: our trial / bare C client`,
    figures: [{ name: `server's CPU, µs/${scenario.unit}`, goal }, { name: `${scenario.unit}s/s` }],
    blockSeconds: (2 * (warmUpMsOf(what) + timing.windowMs + startsMs)) / 1000,
    needs: () => {
      const absent = model.whyAbsent?.();
      if (absent !== undefined) throw new NotMeasured(absent);
      twoCpus();
    },
    ours: (signal) => byOurTrial(what, signal),
    theirs: (signal) => byBareClient(what, signal),
  };
}

function modelNamed(name: string): Entrant {
  const model = findModel(name);
  if (!model) throw new Error(`no such model: ${name}`);
  return model;
}

export const agreementTasks: Pair[] = measured.flatMap(({ name, scenarios }) =>
  scenarios.map((scenario) => pairOf({ model: modelNamed(name), scenario })),
);
