// Results of made-up scenarios of every kind, by one client or two, with a program of someone else's among the models.
import { models } from '../../src/models/registry.js';
import type { Known } from '../../src/reports/analysis/analysis.js';
import { randomNumbers } from '../../src/statistics/random.js';
import { cellsOf } from '../../src/trials/cells.js';
import type { Entrant } from '../../src/trials/entrant.js';
import type { Figures } from '../../src/trials/figures.js';
import type { Cell, Results } from '../../src/trials/results.js';
import type { Curve, Measured, Trial } from '../../src/trials/trial-result.js';
import { blocksOf } from './made-up-blocks.js';
import { type MadeUpModel, madeUp } from './made-up-models.js';
import { madeUpScenarios } from './made-up-scenarios.js';
import { loaded, normal, qualityOf } from './made-up-trials.js';
import { realisticResults } from './realistic-results.js';

const foreign = 'textbook <C>';
const pool = madeUp.find(({ name }) => name === 'forked-thread-pools') as MadeUpModel;
const threads = madeUp.find(({ name }) => name === 'thread-per-connection') as MadeUpModel;
const costs: MadeUpModel[] = [
  ...madeUp,
  { ...pool, name: 'thread-pool', language: 'C++', atRest: { processes: 1, threads: 75, pssKb: 24_700 } },
  { ...threads, name: foreign, quadrant: null, twinOf: null },
];

const entrants: Entrant[] = costs.flatMap(({ name }): Entrant[] => {
  const known = models.find((model) => model.name === name);
  const own = models.find((model) => model.name === 'thread-per-connection');
  if (known) return [known];
  return own ? [{ ...own, name: foreign, quadrant: null, language: null, services: ['echo', 'http-echo'] }] : [];
});

export interface EveryWish {
  /** Every row is in all of them. */
  blocks?: number;
  /** Names; all if it does not say. */
  only?: readonly string[];
  /** ping-pong over HTTP, by autocannon, too. */
  isHttp?: boolean;
}

export const known: Known = { scenarios: madeUpScenarios, models };

export function everyKind({ blocks = 7, only, isHttp = false }: EveryWish = {}): Results {
  const random = randomNumbers(11);
  const base = realisticResults({ blocks: 0 });
  const names = isHttp ? ['ping-pong'] : only;
  const scenarios = madeUpScenarios.filter(({ name }) => names?.includes(name) ?? true);
  const clients: Results['asked']['clients'] = isHttp ? ['native', 'autocannon'] : ['native'];
  const service = isHttp ? 'http-echo' : 'echo';
  const { counts, baseline } = base.asked;
  const asked = { ...{ scenarios, connections: [16], baseline, clients, counts, service } };
  const cells = cellsOf({
    ...asked,
    scenarios: scenarios.map((each) => ({ ...each, services: [service], clients })),
    models: entrants.map((each) => ({ ...each, services: [service] })),
  }).filter(({ scenario, model }) => scenario !== 'pool-size' || model.includes('pool'));
  const placed = cells.map((cell) => ({ ...cell, impossible: cell.impossible ?? impossible(cell) }));
  const exactly = { exactly: blocks, atMost: blocks };
  return {
    ...base,
    asked: { ...base.asked, service, clients, blocks: exactly },
    models: costs.map(({ name, quadrant, language, twinOf, atRest }) => ({
      ...{ name, quadrant, twinOf, language: name === foreign ? null : language, startUpMs: 92, spins: false },
      atRest: { ...atRest, startUpCpuMs: 41, idleCpuUsPerSecond: 310 },
      foreign: name === foreign ? { command: './textbook {port} <&>', isShell: false } : null,
    })),
    cells: placed,
    systemCalls: { ...base.systemCalls, cells: [] },
    ended: 'blocks',
    blocks: blocksOf({ cells: placed, scenarios: madeUpScenarios, blocks: exactly, random }, (cell) =>
      trialOf(cell, random),
    ),
  };
}

const impossible = ({ scenario, model }: Cell): string | null =>
  scenario === 'fairness' && model !== 'forked-thread-pools' ? 'one process serves them all' : null;

function trialOf(cell: Cell, random: () => number): Trial {
  const { scenario, row, model: name, client, connections } = cell;
  const model = costs.find((each) => each.name === name) as MadeUpModel;
  const noise = () => Math.exp(normal(random) * 0.015);
  const measured = loaded(model, { ...cell, scenario: 'ping-pong' }, noise(), random, false);
  const change = changes[scenario]?.(model, noise, cell) ?? {};
  const quality = qualityOf({ ...cell, scenario: client === 'native' ? scenario : 'ping-pong' }, false, random);
  return {
    ...{ scenario, row, model: name, client, connections, tookMs: 1200, attempt: 1, failed: null },
    measured: changed(client === 'native' ? measured : byAutocannon(measured), change),
    quality:
      client === 'native' ? quality : { ...quality, label: 'client-bound', labelReason: 'autocannon used a CPU' },
  };
}

interface Change {
  figures?: Partial<Figures>;
  served?: number;
  curve?: Curve;
}

const changed = (measured: Measured, { figures, served, curve = measured.curve ?? undefined }: Change): Measured => ({
  ...measured,
  connections: { ...measured.connections, served: served ?? measured.connections.served },
  figures: { ...measured.figures, ...figures },
  curve: curve ?? null,
});

/** It costs the client four times as much, and so comes to a third of the rate at best. */
const byAutocannon = (measured: Measured): Measured => ({
  ...measured,
  figures: { ...measured.figures, messagesPerSecond: Math.min(22_000, (measured.figures.messagesPerSecond ?? 0) / 2) },
  raw: {
    ...measured.raw,
    windows: measured.raw.windows?.map((each) => ({ ...each, clientCpuUs: each.clientCpuUs * 7 })) ?? null,
  },
});

const changes: Record<string, (model: MadeUpModel, noise: () => number, cell: Cell) => Change> = {
  'cpu-work': ({ name }, noise) => ({
    figures: { usPerMessage: (/iterative|loop|epoll/.test(name) ? 205 : 103) * noise() },
  }),
  mixed: ({ name }, noise) => ({
    figures: { p99Us: (/iterative|loop|epoll/.test(name) ? 81_000 : 5400) * noise() ** 4, p50Us: 310 * noise() },
  }),
  'deaf-client': ({ name }, noise) => ({
    figures: { pssGrowthKb: (name === 'event-loop' ? 61_000 : 410) * noise(), p99Us: 420 * noise() },
  }),
  peers: (model, noise) => ({
    figures: { cpuUsPerSecond: model.cpuUs.message * 410 * noise(), pssKb: model.atRest.pssKb, p99Us: 260 * noise() },
  }),
  overload: ({ cpuUs, switches }, noise) => curved(1e6 / (200 + cpuUs.message), 1 + switches, noise),
  fairness: (_, noise) => ({ figures: { connectionsMaxToMin: 1.31 * noise(), connectionsGini: 0.067 * noise() } }),
  crash: ({ atRest, perConnection }, noise) => ({
    figures:
      perConnection.processes === 1
        ? { lostShare: 0, recoveredMs: 0 }
        : atRest.processes > 1
          ? { lostShare: 0.47, recoveredMs: 130 * noise() }
          : { lostShare: 1, recoveredMs: null },
  }),
  'pool-size': (_, noise, { row, role }) => {
    const size = role === 'control' ? 1 : Number(row);
    return {
      figures: { usPerMessage: (5200 / Math.min(size, 60) + size * 0.05) * noise(), pssKb: 24_000 + 60 * size },
    };
  },
};

/** Whoever switches more is slower, and falls behind earlier. */
function curved(capacity: number, slow: number, noise: () => number): Change {
  const points = [0.5, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5].map((at) => ({
    at,
    offeredPerSecond: capacity * at,
    messagesPerSecond: Math.min(at, 1) * capacity * (at > 1 ? 1 - 0.03 * slow : 1),
    p50Us: at < 1 ? ((260 * slow) / (1.05 - at)) * noise() : 150_000 * at * noise(),
    p99Us: at < 1 ? ((700 * slow ** 2) / (1.02 - at)) * noise() : 420_000 * at * noise(),
    unanswered: at <= 1 ? 0 : Math.round((at - 1) * capacity),
  }));
  return {
    curve: { axis: 'of capacity', points },
    figures: {
      ...{ capacityPerSecond: capacity * noise(), closedLoopP99Us: 4200 * noise(), kneeShare: slow > 2 ? 0.8 : 0.9 },
      ...{ p99Us: points[2]?.p99Us ?? null, p50Us: points[2]?.p50Us ?? null },
    },
  };
}
