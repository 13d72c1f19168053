// Results as a comparison on a noisy machine gives them, made up from a seed, with every case that a report must show.
import { scenarios as realScenarios } from '../../src/scenarios/registry.js';
import { randomNumbers } from '../../src/statistics/random.js';
import { controlRow } from '../../src/trials/cells.js';
import { type Cell, type Results, resultsVersion } from '../../src/trials/results.js';
import type { Trial } from '../../src/trials/trial-result.js';
import { blocksOf } from './made-up-blocks.js';
import { type MadeUpModel, madeUp } from './made-up-models.js';
import { held, loaded, normal, qualityOf, timing } from './made-up-trials.js';

const baseline = 'thread-per-connection';
const startedAt = '2026-03-04T05:06:07.000Z';
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
