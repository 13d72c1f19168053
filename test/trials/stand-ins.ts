// Tools of a trial made of small parts: servers that behave, die or stay silent; a client; connections held.
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Claims, Model } from '../../src/models/model.js';
import type { CheckedModel } from '../../src/trials/check-models.js';
import type { Request } from '../../src/trials/plan.js';
import type { HeldConnections, Tools } from '../../src/trials/tools.js';
import { crowding } from '../harness/deadline.js';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** A model that is never run here: the stand-in server is. */
export function standInModel(name: string, claims: Partial<Claims> = {}): Model {
  return {
    name,
    quadrant: 'spst',
    canonical: false,
    language: 'TypeScript',
    summary: 'a stand-in',
    lineage: [],
    services: ['echo'],
    takes: [],
    claims: {
      servedAtOnce: () => Number.POSITIVE_INFINITY,
      processesPerConnection: 0,
      threadsPerConnection: 0,
      workers: () => 0,
      threads: () => 0,
      outOfDescriptors: 'waits',
      ...claims,
    },
    run: async () => {},
  };
}

/** The model's name says how its server behaves: see stand-in-server.child.ts. */
export const standInTools: Tools = {
  serverCommand: ({ name }) => [process.execPath, file('./stand-in-server.child.js'), name],
  loadCommand: ({ host, port }) => [process.execPath, file('./stand-in-client.child.js'), `${host}:${port}`],
  calibrate: async () => 1e6,
  hold,
};

async function hold(
  ...[{ host, port }, connections, { deadlineMs }]: Parameters<Tools['hold']>
): Promise<HeldConnections> {
  const sockets: Socket[] = [];
  const held = { established: 0, served: 0, release: () => sockets.forEach((socket) => void socket.destroy()) };
  const answers = Array.from({ length: connections }, () => {
    const socket = connect(port, host);
    sockets.push(socket);
    socket.on('error', () => {});
    socket.once('connect', () => {
      held.established++;
      socket.write('x');
    });
    return new Promise<void>((resolve) => {
      socket.once('data', () => {
        held.served++;
        resolve();
      });
    });
  });
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, deadlineMs);
  });
  await Promise.race([Promise.all(answers), deadline]);
  clearTimeout(timer);
  return held;
}

const startUp = { listeningMs: 100, readyMs: 100, echoMs: 50, stopMs: 10 };
const atRest = { processes: 1, threads: 11, pssKb: 20_000, startUpCpuMs: 80, idleCpuUsPerSecond: 7 };

export const checkedOf = (models: readonly Model[]): CheckedModel[] =>
  models.map((model) => ({ model, startUp, atRest, failed: null }));

/** Long enough for answers: as much longer as there are too few CPUs for client and server. */
const windowMs = () => Math.round(60 * crowding());

/** Every row runs in so many blocks. */
export const exactly = (blocks: number): Request['blocks'] => ({ exactly: blocks, atMost: blocks });

/** The baseline is the first model. */
export function requestOf(models: readonly Model[], change: Partial<Request> = {}): Request {
  return {
    models,
    scenarios: [],
    connections: [2],
    blocks: exactly(2),
    looks: 'usual',
    budgetMs: null,
    service: 'echo',
    clients: ['native'],
    baseline: models[0]?.name ?? '',
    seed: 1,
    counts: { workers: 1, threads: 1, loops: 2 },
    timing: { warmUpCapMs: 10, windowMs: windowMs(), windows: 2 },
    countsSystemCalls: false,
    ...change,
  };
}
