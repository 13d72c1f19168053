// crash: the process that serves one connection is killed: what it takes with it, and how long until all is well again.
import type { Counts } from '../models/model.js';
import { blastRadius } from '../trials/blast-radius.js';
import type { Entrant } from '../trials/entrant.js';
import { noFigures } from '../trials/figures.js';
import { bootMs, bootsRuntime } from '../trials/node-processes.js';
import type { ExpectedSetting, Outcome, Prediction, Scenario, Setting } from '../trials/scenario.js';
import { noLoad } from '../trials/trial-result.js';

const connectionsHeld = 16;
const nodeProcessesHeld = 8;

/** For all connections, their end, and the readings, where nothing boots. */
const connectingMs = 50;

export const crash: Scenario = {
  name: 'crash',
  question: 'What does a crash take with it?',
  does: () =>
    `${connectionsHeld} connections held (${nodeProcessesHeld} of Node processes), the process of one is killed`,
  shows:
    'the share of the others that are lost with it, and how long until each has been answered anew: ' +
    'never, where the one process of the server was killed',
  tablePer: 'scenario',
  primary: 'lostShare',
  hasVerdicts: false,
  unit: 'connection',
  shownFigures: ['recoveredMs'],
  predict,
  impossible,
  connections: (model) => [heldOf(model)],
  expectedMs,
  run,
};

const heldOf = (model: Entrant): number => (bootsRuntime(model) ? nodeProcessesHeld : connectionsHeld);

function impossible(model: Entrant, counts: Counts): string | null {
  const atOnce = model.claims.servedAtOnce(counts);
  if (atOnce === 1) return 'it serves one connection: there is no other to be lost';
  return atOnce < heldOf(model) ? `it serves ${atOnce} connections at once` : null;
}

function predict(model: Entrant, counts: Counts): Prediction {
  const because = impossible(model, counts);
  if (because !== null) return { place: null, because };
  const { claims } = model;
  if (claims.processesPerConnection === 1) return { place: 1, because: 'the process serves that connection alone' };
  return claims.workers(counts) > 1
    ? { place: 2, because: 'a worker takes its own connections with it, and is replaced' }
    : { place: 3, because: 'one process serves them all, by however many threads, and nobody replaces it' };
}

/** A lost connection is served by a process of its own again, or by the workers that are left. */
function expectedMs(setting: ExpectedSetting): number {
  const { model, startUp } = setting;
  return connectingMs + bootMs(setting) + (bootsRuntime(model) ? startUp.echoMs : 0);
}

/** The server's end is what is measured here, and no failure. */
async function run({ server, model, connections, signal }: Setting): Promise<Outcome> {
  const { before, lostShare, recoveredMs } = await blastRadius(server, model, connections, signal);
  const figures = {
    ...noFigures,
    peakProcesses: before.processes,
    peakThreads: before.threads,
    lostShare,
    recoveredMs,
  };
  const served = { asked: connections, established: connections, served: connections };
  const raw = { windows: null, levels: null, errors: {} };
  return {
    measured: { connections: served, figures, latency: null, ...noLoad, looks: [], curve: null, raw },
    label: null,
  };
}
