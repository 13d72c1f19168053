// Results of a plan before its first block.
import { readFileSync } from 'node:fs';
import { notCounted } from './count-system-calls.js';
import { thisMachine } from './machine.js';
import type { Plan } from './plan.js';
import { type Results, resultsVersion } from './results.js';
import { spins } from './runtime-cpu.js';

export interface Before {
  commandLine: readonly string[];
  plannedMs: number;
}

export function newResults(plan: Plan, { commandLine, plannedMs }: Before): Results {
  const { service, clients, connections, blocks, looks, budgetMs, baseline, timing, counts, cells, seed, ceilings } =
    plan;
  return {
    version: resultsVersion,
    forkroad: packageVersion(),
    startedAt: new Date().toISOString(),
    machine: thisMachine(),
    commandLine: [...commandLine],
    seed,
    asked: {
      connections: [...connections],
      blocks,
      looks,
      budgetMs,
      baseline,
      service,
      clients: [...clients],
      ...timing,
      counts,
    },
    models: plan.checked.map(({ model, startUp, atRest, failed }) => ({
      name: model.name,
      quadrant: model.quadrant,
      language: model.language,
      foreign: model.foreign
        ? { command: model.foreign.command.text, isShell: model.foreign.command.file === 'sh' }
        : null,
      spins: spins(model, atRest?.idleCpuUsPerSecond ?? 0),
      twinOf: model.twinOf ?? null,
      startUpMs: failed === null ? startUp.readyMs : null,
      atRest,
    })),
    absent: plan.absent ?? [],
    cells,
    yardstickP10Us: [],
    yardstickMedianUs: [],
    clientCeilings: ceilings,
    systemCalls: notCounted('not asked for'),
    duration: { plannedMs: Math.round(plannedMs), tookMs: 0 },
    ended: 'interrupted',
    blocks: [],
    summary: null,
  };
}

/** The package's root is three folders up from here once compiled: dist/src/trials. */
function packageVersion(): string {
  return JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).version;
}
