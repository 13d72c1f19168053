// Results made up for tests of what is rendered from them: only what a test is about is said.
import type { Client } from '../../src/load/clients.js';
import type { Label } from '../../src/load/label.js';
import { controlRow } from '../../src/trials/cells.js';
import { type Figures, noFigures } from '../../src/trials/figures.js';
import { type Cell, type CellKey, type Results, resultsVersion } from '../../src/trials/results.js';
import type { Trial } from '../../src/trials/trial-result.js';
import { noLoad } from '../../src/trials/trial-result.js';
import { blocksOfRounds } from './made-up-blocks.js';

export const baseline = 'thread-per-connection';

export interface SampleTrial {
  scenario?: string;
  model: string;
  row?: string;
  client?: Client;
  connections?: number;
  served?: number;
  figures?: Partial<Figures>;
  failed?: string;
  isDisturbed?: boolean;
  label?: Label;
}

/** A block of each table for each array of trials; a cell for each that is named. */
export function sampleResults(blocks: readonly (readonly SampleTrial[])[], change: Partial<Results> = {}): Results {
  const trials = blocks.map((block) => block.map(trialOf));
  const cells = new Map(
    trials.flat().map((trial): [string, Cell] => {
      const { scenario, row, model, client, connections } = trial;
      return [
        `${scenario} ${row} ${model} ${client} ${connections}`,
        sampleCell({ scenario, row, model, client, connections }),
      ];
    }),
  );
  return {
    version: resultsVersion,
    forkroad: '0.1.0',
    startedAt: '2026-01-02T03:04:05.678Z',
    machine: {
      cpu: 'Sample CPU',
      cpus: 2,
      cpusAllowed: 2,
      cpuQuota: null,
      memoryLimitKb: null,
      memoryKb: 8 * 2 ** 20,
      kernel: 'Linux 6.1',
      node: '20.20.2',
      loadBefore: 0.1,
    },
    commandLine: ['forkroad', 'compare'],
    seed: 7,
    asked: {
      connections: [16],
      blocks: { exactly: blocks.length, atMost: blocks.length },
      looks: 'usual',
      budgetMs: null,
      baseline,
      service: 'echo',
      clients: ['native'],
      warmUpCapMs: 250,
      windowMs: 1000,
      windows: 10,
      counts: { workers: 2, threads: 64, loops: 2 },
    },
    models: [],
    cells: [...cells.values()],
    absent: [],
    yardstickP10Us: [1000, 1001],
    yardstickMedianUs: [1000, 1001],
    clientCeilings: [],
    systemCalls: { means: null, unavailable: 'not asked for', cells: [] },
    duration: { plannedMs: 60_000, tookMs: 61_000 },
    ended: 'blocks',
    blocks: blocksOfRounds(trials, [...cells.values()]),
    summary: null,
    ...change,
  };
}

/** Its role follows from its names: of variants, the baseline is `off`. */
export function sampleCell(cell: Omit<CellKey, 'client'> & Partial<CellKey>): Cell {
  const role = cell.row === controlRow ? 'control' : [baseline, 'off'].includes(cell.row) ? 'baseline' : 'entrant';
  return { client: 'native', ...cell, serverOptions: [], role, impossible: null };
}

function trialOf(sample: SampleTrial): Trial {
  const { scenario = 'ping-pong', model, connections = 16, served = connections, figures, failed = null } = sample;
  const cell = { scenario, row: sample.row ?? model, model, client: sample.client ?? 'native', connections };
  if (failed !== null) return { ...cell, attempt: 1, tookMs: 1000, failed, measured: null, quality: null };
  return {
    ...cell,
    attempt: 1,
    tookMs: 1000,
    failed,
    measured: {
      connections: { asked: connections, established: connections, served },
      figures: { ...noFigures, ...figures },
      latency: null,
      looks: [],
      curve: null,
      ...noLoad,
      raw: { windows: null, levels: null, errors: {} },
    },
    quality: {
      yardstickUs: { before: [1000, 1001], after: [1000, 1001] },
      windows: 10,
      kept: sample.isDisturbed ? 3 : 10,
      isDisturbed: sample.isDisturbed ?? false,
      label: sample.label ?? 'server-bound',
      labelReason: 'as the test says',
    },
  };
}

/** As many blocks as there are factors, which disturb all models of a block alike; the control is the baseline again. */
export function sampleBlocks(
  factors: readonly number[],
  cpuUs: Record<string, number>,
  change: (trial: SampleTrial, block: number) => SampleTrial = (trial) => trial,
): SampleTrial[][] {
  return factors.map((factor, i) => {
    const trial = (model: string, us: number): SampleTrial => ({ model, figures: { cpuUsPerMessage: us * factor } });
    const jitter = 1 + 0.004 * (i % 3);
    const entrants = Object.entries(cpuUs).map(([model, us]) => trial(model, us * (2 - jitter)));
    const control = { ...trial(baseline, 10 * jitter), row: controlRow };
    return [trial(baseline, 10), control, ...entrants].map((each) => change(each, i + 1));
  });
}
