// Results of a plan before its first round.
import { readFileSync } from 'node:fs';
import { thisMachine } from './machine.js';
import type { Plan } from './plan.js';
import { type Results, resultsVersion } from './results.js';

export function newResults(plan: Plan, commandLine: readonly string[]): Results {
  const { rounds, baseline, timing, counts, models, startUps, cells, seed, expectedMs } = plan;
  return {
    version: resultsVersion,
    forkroad: packageVersion(),
    startedAt: new Date().toISOString(),
    machine: thisMachine(),
    commandLine: [...commandLine],
    seed,
    asked: { rounds, baseline, ...timing, counts },
    models: models.map(({ name, quadrant }) => ({ name, quadrant, startUpMs: startUps.get(name)?.readyMs ?? null })),
    cells,
    duration: { plannedMs: Math.round(expectedMs), tookMs: 0 },
    interrupted: false,
    rounds: [],
  };
}

/** The package's root is three folders up from here once compiled: dist/src/trials. */
function packageVersion(): string {
  return JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).version;
}
