// Results made up for tests of what is rendered from them.
import { type Figures, noFigures, type Results, type Trial } from '../../src/trials/results.js';

export interface SampleTrial {
  scenario?: string;
  model: string;
  connections?: number;
  served?: number;
  figures?: Partial<Figures>;
  failed?: string;
}

/** A round for each array of trials; a cell for each that is named. */
export function sampleResults(rounds: readonly (readonly SampleTrial[])[], change: Partial<Results> = {}): Results {
  const trials = rounds.map((round) => round.map(trialOf));
  const cells = new Map(
    trials.flat().map(({ scenario, model, connections }) => {
      return [`${scenario} ${model} ${connections}`, { scenario, model, connections, impossible: null }];
    }),
  );
  return {
    version: 1,
    forkroad: '0.1.0',
    startedAt: '2026-01-02T03:04:05.678Z',
    machine: { cpu: 'Sample CPU', cpus: 2, memoryKb: 8 * 2 ** 20, kernel: 'Linux 6.1', node: '20.20.2' },
    commandLine: ['forkroad', 'compare'],
    seed: 7,
    asked: {
      rounds: rounds.length,
      baseline: 'thread-per-connection',
      warmUpMs: 250,
      windowMs: 1000,
      counts: { workers: 2, threads: 64 },
    },
    models: [],
    cells: [...cells.values()],
    duration: { plannedMs: 60_000, tookMs: 61_000 },
    interrupted: false,
    rounds: trials.map((round, i) => ({ round: i + 1, trials: round })),
    ...change,
  };
}

function trialOf({ scenario = 'ping-pong', model, connections = 16, served, figures, failed }: SampleTrial): Trial {
  const up = { asked: connections, established: connections, served: served ?? connections };
  return {
    scenario,
    model,
    connections,
    tookMs: 1000,
    failed: failed ?? null,
    measured: failed
      ? null
      : { connections: up, figures: { ...noFigures, ...figures }, raw: { window: null, levels: null } },
  };
}
