// Results as a comparison on a noisy machine gives them, made up from a seed, with every case that a report must show.
import { scenarios as realScenarios } from '../../src/scenarios/registry.js';
import { randomNumbers } from '../../src/statistics/random.js';
import { controlRow } from '../../src/trials/cells.js';
import { noFigures } from '../../src/trials/figures.js';
import { type Cell, type Results, resultsVersion } from '../../src/trials/results.js';
import type { Look, Measured, Quality, RawWindow, Trial } from '../../src/trials/trial-result.js';
import { noLoad } from '../../src/trials/trial-result.js';
import { blocksOf } from './made-up-blocks.js';

export interface MadeUpModel {
  name: string;
  quadrant: Results['models'][number]['quadrant'];
  language: string;
  twinOf: string | null;
  cpuUs: { message: number; connection: number };
  p50Us: { message: number; connection: number };
  pssKb: number;
  atRest: { processes: number; threads: number; pssKb: number };
  perConnection: { processes: number; threads: number };
  switches: number;
  calls: number;
  servedAtOnce: number;
}

const rest = (processes: number, threads: number, pssKb: number) => ({ processes, threads, pssKb });
const none = { processes: 0, threads: 0 };
const many = 10_000;

export const madeUp: MadeUpModel[] = [
  // biome-ignore-start format: a table of figures
  {
    name: 'iterative',
    quadrant: 'spst',
    language: 'TypeScript',
    twinOf: null,
    cpuUs: { message: 29.3, connection: 198 },
    p50Us: { message: 58, connection: 2830 },
    pssKb: 0,
    atRest: rest(1, 11, 24_600),
    perConnection: none,
    switches: 1.01,
    calls: 4.1,
    servedAtOnce: 1,
  },
  {
    name: 'iterative-native',
    quadrant: 'spst',
    language: 'C++',
    twinOf: 'iterative',
    cpuUs: { message: 7.4, connection: 31 },
    p50Us: { message: 22, connection: 610 },
    pssKb: 0,
    atRest: rest(1, 12, 24_400),
    perConnection: none,
    switches: 1,
    calls: 2,
    servedAtOnce: 1,
  },
  {
    name: 'event-loop',
    quadrant: 'spst',
    language: 'TypeScript',
    twinOf: null,
    cpuUs: { message: 8.34, connection: 106 },
    p50Us: { message: 120, connection: 1380 },
    pssKb: 9.3,
    atRest: rest(1, 11, 24_600),
    perConnection: none,
    switches: 0.008,
    calls: 2.07,
    servedAtOnce: many,
  },
  {
    name: 'epoll',
    quadrant: 'spst',
    language: 'C++',
    twinOf: 'event-loop',
    cpuUs: { message: 4.1, connection: 24 },
    p50Us: { message: 88, connection: 480 },
    pssKb: 0.9,
    atRest: rest(1, 12, 24_500),
    perConnection: none,
    switches: 0.006,
    calls: 2.03,
    servedAtOnce: many,
  },
  {
    name: 'thread-per-connection',
    quadrant: 'spmt',
    language: 'C++',
    twinOf: null,
    cpuUs: { message: 9.25, connection: 72.5 },
    p50Us: { message: 143, connection: 825 },
    pssKb: 13,
    atRest: rest(1, 12, 24_500),
    perConnection: { processes: 0, threads: 1 },
    switches: 1.05,
    calls: 2,
    servedAtOnce: many,
  },
  {
    name: 'fork-per-connection',
    quadrant: 'mpst',
    language: 'TypeScript',
    twinOf: null,
    cpuUs: { message: 26.5, connection: 67_500 },
    p50Us: { message: 186, connection: 552_000 },
    pssKb: 7900,
    atRest: rest(1, 11, 24_500),
    perConnection: { processes: 1, threads: 7 },
    switches: 1.06,
    calls: 4.4,
    servedAtOnce: many,
  },
  {
    name: 'fork-per-connection-native',
    quadrant: 'mpst',
    language: 'C++',
    twinOf: 'fork-per-connection',
    cpuUs: { message: 9.4, connection: 410 },
    p50Us: { message: 146, connection: 3900 },
    pssKb: 310,
    atRest: rest(1, 12, 24_500),
    perConnection: { processes: 1, threads: 1 },
    switches: 1.04,
    calls: 2,
    servedAtOnce: many,
  },
  {
    name: 'forked-thread-pools',
    quadrant: 'mpmt',
    language: 'TypeScript and C++',
    twinOf: null,
    cpuUs: { message: 9.2, connection: 37.3 },
    p50Us: { message: 141, connection: 517 },
    pssKb: 5.42,
    atRest: rest(3, 155, 49_400),
    perConnection: none,
    switches: 1.04,
    calls: 2,
    servedAtOnce: 128,
  },
  // biome-ignore-end format: a table of figures
];

const baseline = 'thread-per-connection';
const startedAt = '2026-03-04T05:06:07.000Z';
const timing = { warmUpCapMs: 250, windowMs: 1000, windows: 10 };
const cpus = 2;

export interface Wish {
  /** At most; a row that is decided leaves. */
  blocks?: number;
  connections?: number[];
  seed?: number;
  ended?: Results['ended'];
  /** All models cost the same. */
  alike?: boolean;
  /** All trials are disturbed by a foreign load. */
  hogged?: boolean;
  models?: MadeUpModel[];
  scenarios?: string[];
}

export function realisticResults({
  blocks = 10,
  connections = [16],
  seed = 5,
  ended = 'budget',
  ...wish
}: Wish = {}): Results {
  const random = randomNumbers(seed);
  const { models = madeUp, scenarios = ['ping-pong', 'churn', 'idle'] } = wish;
  const cells = cellsOf(connections, models, scenarios);
  return {
    version: resultsVersion,
    forkroad: '0.1.0',
    startedAt,
    machine: {
      cpu: 'Made-up CPU <4 GHz> & sons',
      cpus,
      cpusAllowed: cpus,
      cpuQuota: null,
      memoryLimitKb: null,
      memoryKb: 8 * 2 ** 20,
      kernel: 'Linux 6.1.0',
      node: '20.20.2',
      loadBefore: 0.12,
    },
    commandLine: ['forkroad', 'compare'],
    seed,
    asked: {
      connections,
      blocks: { exactly: null, atMost: 29 },
      looks: 'usual',
      budgetMs: 300_000,
      baseline,
      service: 'echo',
      clients: ['native'],
      ...timing,
      counts: { workers: 2, threads: 64, loops: 2 },
    },
    models: models.map(({ name, quadrant, language, twinOf, atRest }) => {
      const atStart = { ...atRest, startUpCpuMs: 41 * atRest.processes, idleCpuUsPerSecond: 310 * atRest.processes };
      return {
        name,
        quadrant,
        language,
        foreign: null,
        spins: false,
        twinOf,
        startUpMs: 92 * atRest.processes,
        atRest: atStart,
      };
    }),
    absent: [],
    cells,
    yardstickP10Us: [1012, 1019],
    yardstickMedianUs: [1012, 1019],
    clientCeilings: connections.map((each) => ({ scenario: 'ping-pong', connections: each, perSecond: 168_000 })),
    systemCalls: {
      means: 'perf',
      unavailable: null,
      cells: cells.flatMap((cell) =>
        cell.scenario === 'ping-pong' && cell.role !== 'control' ? [callsOf(cell, models)] : [],
      ),
    },
    duration: { plannedMs: 241_000, tookMs: 233_000 },
    ended,
    blocks: blocksOf(
      { cells, scenarios: realScenarios, blocks: { exactly: null, atMost: blocks }, random },
      (cell, block) => trialOf(cell, block, random, wish),
    ),
    summary: null,
  };
}

const callsOf = ({ scenario, row, model, client, connections }: Cell, models: MadeUpModel[]) => ({
  scenario,
  row,
  model,
  client,
  connections,
  perMessage: modelOf(model, models).calls,
});

function modelOf(name: string, models: MadeUpModel[]): MadeUpModel {
  const model = models.find((each) => each.name === name);
  if (!model) throw new Error(`no such model: ${name}`);
  return model;
}

function cellsOf(asked: readonly number[], models: MadeUpModel[], scenarios: string[]): Cell[] {
  const withControl = (cell: Cell): Cell[] =>
    cell.model === baseline
      ? [
          { ...cell, role: 'baseline' },
          { ...cell, row: controlRow, role: 'control' },
        ]
      : [cell];
  return scenarios.flatMap((scenario) =>
    models.flatMap(({ name }) =>
      (scenario === 'idle' ? [name === 'fork-per-connection' ? 32 : 400] : asked).flatMap((connections) => {
        const isTooMany = name === 'fork-per-connection' && connections > 32;
        const impossible = isTooMany ? 'each connection is a Node process; at most 32 are asked for' : null;
        return withControl({
          scenario,
          row: name,
          model: name,
          client: 'native',
          connections,
          serverOptions: [],
          role: 'entrant',
          impossible,
        });
      }),
    ),
  );
}

function trialOf(cell: Cell, block: number, random: () => number, wish: Wish): Trial {
  const { scenario, row, model: name, client, connections } = cell;
  const key = { scenario, row, model: name, client, connections, tookMs: 1800 };
  if (name === 'fork-per-connection-native' && scenario === 'idle') {
    const failed = 'the client lost 3 of 400 connections: ECONNRESET';
    return { ...key, attempt: 1, failed, measured: null, quality: null };
  }
  const isDisturbed =
    wish.hogged === true ||
    (name === 'forked-thread-pools' && scenario === 'churn' ? block % 3 !== 0 : random() < 0.02);
  const { models = madeUp } = wish;
  const model = wish.alike ? { ...modelOf(baseline, models), name } : modelOf(name, models);
  const noise = normal(random) * 0.02 + (block === 4 ? 0.15 : 0) + (isDisturbed ? 0.4 : 0);
  const measured =
    scenario === 'idle' ? held(model, connections, random) : loaded(model, cell, Math.exp(noise), random, isDisturbed);
  const quality = qualityOf(cell, isDisturbed, random);
  return { ...key, attempt: isDisturbed || random() < 0.03 ? 2 : 1, failed: null, measured, quality };
}

export function qualityOf({ scenario, model }: Cell, isDisturbed: boolean, random: () => number): Quality {
  const windows = scenario === 'idle' ? 0 : timing.windows;
  const yardstick = () => ({
    before: [1015, 1020].map((us) => us + 20 * random()),
    after: [1018, 1024].map((us) => us + 30 * random()),
  });
  const isClients = model === 'epoll' && scenario === 'ping-pong';
  const label = scenario === 'idle' ? null : isDisturbed ? 'disturbed' : isClients ? 'client-bound' : 'server-bound';
  const labelReason = isClients ? 'the client used 0.97 of a CPU' : 'the server used 0.94 of a CPU';
  const kept = isDisturbed ? Math.round(windows * 0.4) : windows - (random() < 0.1 ? 1 : 0) * Math.min(1, windows);
  return { yardstickUs: yardstick(), windows, kept, isDisturbed, label, labelReason: label && labelReason };
}

export function loaded(
  model: MadeUpModel,
  { scenario, connections }: Cell,
  slow: number,
  random: () => number,
  isDisturbed: boolean,
): Measured {
  const isChurn = scenario === 'churn';
  const served = Math.min(connections, model.servedAtOnce);
  const own = Math.exp(normal(random) * 0.015);
  const cpuUs = (isChurn ? model.cpuUs.connection : model.cpuUs.message) * slow * own;
  const size = connections / 16;
  const p50Us = (isChurn ? model.p50Us.connection : model.p50Us.message) * slow * own * (served === 1 ? 1 : size);
  const perSecond = (served * 0.9e6) / p50Us;
  const p99Us = p50Us * (isChurn ? 2.6 : 2.1) * Math.exp(normal(random) * 0.1);
  const messages = Math.round(perSecond);
  const units = served * (isChurn ? 1.2 : 1);
  const peak = {
    processes: model.atRest.processes + Math.ceil(units * model.perConnection.processes),
    threads: model.atRest.threads + Math.ceil(units * model.perConnection.threads),
  };
  const buckets = latencyBuckets(messages, p50Us, p99Us);
  const at = (share: number) => (messages * (1 - share) < 10 ? null : quantile(p50Us, p99Us, share));
  const switches = model.switches * (isChurn ? 1.9 : 1) * Math.exp(normal(random) * 0.02);
  return {
    connections: { asked: connections, established: connections, served: isChurn ? connections : served },
    figures: {
      ...noFigures,
      messagesPerSecond: perSecond,
      p50Us,
      p90Us: at(0.9),
      p99Us: at(0.99),
      p999Us: at(0.999),
      maxUs: quantile(p50Us, p99Us, 1 - 0.5 / messages),
      cpuUsPerMessage: cpuUs,
      usPerMessage: 1e6 / perSecond,
      grossCpuUsPerMessage: cpuUs + (310 * model.atRest.processes) / perSecond,
      contextSwitchesPerMessage: switches,
      peakProcesses: peak.processes,
      peakThreads: peak.threads,
    },
    latency: buckets,
    looks: looksOf(model, peak, random),
    curve: null,
    ...noLoad,
    raw: { windows: windowsOf(messages, cpuUs, switches, isDisturbed, random), levels: null, errors: {} },
  };
}

function looksOf(
  { atRest, pssKb }: MadeUpModel,
  peak: { processes: number; threads: number },
  random: () => number,
): Look[] {
  return Array.from({ length: 10 }, (_, i) => ({
    atMs: i * 100,
    processes: peak.processes - (i === 0 && peak.processes > 2 ? 1 : 0),
    threads: peak.threads - (i === 0 && peak.threads > 20 ? 2 : 0),
    pssKb: i % 2 === 0 ? Math.round(atRest.pssKb + 16 * pssKb + 600 * (1 - Math.exp(-i / 3)) + 80 * random()) : null,
  }));
}

function windowsOf(
  messages: number,
  cpuUs: number,
  switches: number,
  isDisturbed: boolean,
  random: () => number,
): RawWindow[] {
  const { windows, windowMs } = timing;
  return Array.from({ length: windows }, (_, i) => {
    const isBad = isDisturbed && i >= windows * 0.4;
    const share = Math.round(messages / windows);
    return {
      messages: share,
      durationMs: windowMs / windows,
      cpuUs: Math.round(share * cpuUs),
      clientCpuUs: Math.round(share * 5.8),
      stolenUs: Math.round(300 * random()),
      throttledUs: 0,
      unaccountedUs: 1000,
      foreignUs: Math.round(isBad ? 60_000 : 900 * random()),
      voluntarySwitches: Math.round(share * switches),
      involuntarySwitches: Math.round(3 * random()),
      spansMs: { clocks: windowMs / windows, answer: windowMs / windows },
      disturbedBy: isBad ? ['foreign'] : [],
    };
  });
}

export function held(model: MadeUpModel, most: number, random: () => number): Measured {
  const own = Math.exp(normal(random) * 0.012);
  const levels = [0, most / 4, most / 2, most].map((asked) => {
    const served = Math.min(asked, model.servedAtOnce);
    const pssKb = Math.round(model.atRest.pssKb + served * model.pssKb * own + 12 * random());
    return { asked, established: asked, served, pssKb };
  });
  const served = Math.min(most, model.servedAtOnce);
  return {
    connections: { asked: most, established: most, served },
    figures: {
      ...noFigures,
      pssKbPerConnection: model.servedAtOnce === 1 ? null : model.pssKb * own,
      basePssKb: levels[0]?.pssKb ?? null,
      peakProcesses: model.atRest.processes + served * model.perConnection.processes,
      peakThreads: model.atRest.threads + served * model.perConnection.threads,
    },
    latency: null,
    looks: [],
    curve: null,
    ...noLoad,
    raw: { windows: null, levels, errors: {} },
  };
}

/** Sum of uniform numbers, near enough to normal. */
export const normal = (random: () => number): number =>
  Array.from({ length: 12 }, random).reduce((sum, x) => sum + x, -6);

/** Log-logistic: a long tail from two percentiles. */
const steepness = (p50Us: number, p99Us: number) => Math.log(99) / Math.log(p99Us / p50Us);
const quantile = (p50Us: number, p99Us: number, share: number) =>
  p50Us * (share / (1 - share)) ** (1 / steepness(p50Us, p99Us));

function latencyBuckets(messages: number, p50Us: number, p99Us: number): [number, number][] {
  const below = (us: number) => 1 / (1 + (us / p50Us) ** -steepness(p50Us, p99Us));
  const buckets: [number, number][] = [];
  for (let us = p50Us / 8; below(us) < 1 - 0.5 / messages; us *= 1.06) {
    const count = Math.round(messages * (below(us * 1.06) - below(us)));
    if (count > 0) buckets.push([Math.round(us * 10) / 10, count]);
  }
  return buckets;
}
