// idle: connections that were answered once and then stay silent: the memory that each one holds, and how many can be held.
import type { Counts } from '../models/model.js';
import { leastSquares } from '../statistics/least-squares.js';
import type { Entrant } from '../trials/entrant.js';
import { noFigures } from '../trials/figures.js';
import { availableKb, treePssKb } from '../trials/memory.js';
import { bootMs, bootsRuntime, mostNodeProcesses } from '../trials/node-processes.js';
import type { ExpectedSetting, Outcome, Prediction, Scenario, Setting } from '../trials/scenario.js';
import type { HeldConnections } from '../trials/tools.js';
import { treeCounts } from '../trials/tree-counts.js';
import { type Level, type Look, noLoad } from '../trials/trial-result.js';
import { activeConnections, expectedManyMs, holdMany, type ManyHeld, mostIdle } from './many-idle.js';
import { isJavaScript, ownV8, predictWaiting, type Unit, unitOf } from './unit.js';

const mostConnections = 400;

/** How long to wait for answers: of all that the model says it serves; and to see that it serves no more than that. */
const deadlineMs = { all: 30_000, more: 300 };

/** For all connections and the readings, where nothing boots. */
const connectingMs = 100;

export const idle: Scenario = {
  name: 'idle',
  question: 'What does a silent connection hold?',
  does: () =>
    `${atLevels(mostConnections)} connections held (${atLevels(mostNodeProcesses)} of Node processes), silent; then ` +
    `${mostIdle.toLocaleString('en-US')}, and ${activeConnections} that ping beside them`,
  tablePer: 'scenario',
  shows:
    "what a silent connection holds: the slope of the process tree's PSS over the connections served; how many are held " +
    'in the end; and what a few active clients pay beside them',
  primary: 'pssKbPerConnection',
  unit: 'message',
  services: ['echo', 'http-echo'],
  shownFigures: ['basePssKb', 'mostHeld', 'cpuUsPerMessage', 'p99Us'],
  predict,
  connections: (model) => [bootsRuntime(model) ? mostNodeProcesses : mostConnections],
  expectedMs,
  run,
};

function predict(model: Entrant, counts: Counts, connections: number): Prediction {
  const waiting = predictWaiting(model, counts, connections);
  if (waiting) return waiting;
  const booted = ownV8(model, counts);
  if (booted) return { place: 5, because: `each connection holds ${booted}` };
  const inLoop: Prediction = isJavaScript(model)
    ? { place: 2, because: 'a connection is some JavaScript objects' }
    : { place: 1, because: 'a connection is one small object' };
  const predictions: Record<Unit, Prediction> = {
    ...{ loop: inLoop, loops: inLoop },
    ...{ single: nothingHeld, pool: nothingHeld },
    thread: { place: 3, because: 'a thread holds the pages of its stack that it has touched' },
    process: { place: 4, because: 'a process has page tables, and pages that it has written to' },
  };
  return predictions[unitOf(model, counts)];
}

/** Of a pool that is large enough for all of them. */
const nothingHeld: Prediction = { place: 1, because: 'whoever serves it was there before' };

const levelsUpTo = (most: number): number[] => [0, most / 4, most / 2, most];

const atLevels = (most: number) => levelsUpTo(most).join(', ');

const servesAll = ({ model, counts }: ExpectedSetting, asked: number): boolean =>
  asked <= model.claims.servedAtOnce(counts);

/** For answers that do not come, when `asked` are held in all. */
export const expectedWaitMs = (setting: ExpectedSetting, asked: number): number =>
  servesAll(setting, asked) ? 0 : deadlineMs.more;

function expectedMs(setting: ExpectedSetting): number {
  const waiting = levelsUpTo(setting.connections).filter((asked) => !servesAll(setting, asked));
  const waitingMs = waiting.length * deadlineMs.more;
  const goesOn = waiting.length === 0 && !bootsRuntime(setting.model);
  return connectingMs + waitingMs + bootMs(setting) + (goesOn ? expectedManyMs(setting) : 0);
}

async function run(setting: Setting): Promise<Outcome> {
  const { server, connections } = setting;
  const held: (HeldConnections & { asked: number })[] = [];
  const sum = (key: 'asked' | 'established' | 'served') => held.reduce((total, group) => total + group[key], 0);
  const levels: Level[] = [];
  const looks: Look[] = [];
  const startedMs = performance.now();
  const freeBeforeKb = availableKb();
  try {
    for (const asked of levelsUpTo(connections)) {
      const more = asked - sum('asked');
      if (more > 0) held.push({ ...(await hold(setting, asked, more)), asked: more });
      const pssKb = treePssKb(server.pid);
      levels.push({ asked, established: sum('established'), served: sum('served'), pssKb });
      looks.push({ atMs: Math.round(performance.now() - startedMs), ...treeCounts(server.pid), pssKb });
    }
    const takenKb = (freeBeforeKb - availableKb()) / Math.max(1, sum('served'));
    return outcomeOf(levels, looks, await many(setting, sum('served'), takenKb));
  } finally {
    for (const group of held) group.release();
  }
}

/** More are asked for only of a model that serves all so far. */
async function many(setting: Setting, served: number, freeKbPerConnection: number): Promise<ManyHeld> {
  if (served < setting.connections) return { held: 0, stoppedBy: 'the others wait', figures: {} };
  if (bootsRuntime(setting.model)) {
    return { held: 0, stoppedBy: 'no more Node processes are asked for', figures: {} };
  }
  return holdMany(setting, served, freeKbPerConnection);
}

/** Holds `more`, so that `asked` are held in all. */
export async function hold(setting: Setting, asked: number, more: number): Promise<HeldConnections> {
  const waitMs = servesAll(setting, asked) ? deadlineMs.all : deadlineMs.more;
  return setting.server.during(
    setting.tools.hold(setting.server.address, more, { deadlineMs: waitMs, service: setting.service }),
  );
}

function outcomeOf(levels: Level[], looks: Look[], { held, stoppedBy, figures: ofActive }: ManyHeld): Outcome {
  const { asked, established, served } = levels.at(-1) as Level;
  const peak = (key: 'processes' | 'threads') => Math.max(...looks.map((look) => look[key]));
  const figures = {
    ...noFigures,
    ...ofActive,
    mostHeld: served + held,
    peakProcesses: peak('processes'),
    peakThreads: peak('threads'),
    pssKbPerConnection: slopeOf(levels),
    basePssKb: levels[0]?.pssKb ?? null,
  };
  const raw = { windows: null, levels, errors: {} };
  const connections = { asked, established, served };
  return {
    measured: { connections, figures, latency: null, ...noLoad, looks, curve: null, stoppedBy, raw },
    label: null,
  };
}

/** A model that serves one connection at a time has two points; a slope wants more. */
function slopeOf(levels: Level[]): number | null {
  if (new Set(levels.map(({ served }) => served)).size < 3) return null;
  return leastSquares(levels.map(({ served, pssKb }) => ({ x: served, y: pssKb })))?.slope ?? null;
}
