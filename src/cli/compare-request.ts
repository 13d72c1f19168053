// What `forkroad compare` is asked for, from its words, options and defaults.
import { randomInt } from 'node:crypto';
import type { Model } from '../models/model.js';
import { findModel, models, modelWords } from '../models/registry.js';
import { findScenario, scenarios } from '../scenarios/registry.js';
import type { Request } from '../trials/plan.js';
import type { Scenario } from '../trials/scenario.js';
import { unknownWord } from './errors.js';
import { defaults as serveDefaults } from './serve.js';

export const defaults = {
  models: models.filter(({ canonical, name }) => canonical || name === 'event-loop').map(({ name }) => name),
  connections: [16],
  rounds: 7,
  timing: { warmUpMs: 250, windowMs: 1000 },
  quick: { rounds: 3, timing: { warmUpMs: 150, windowMs: 400 } },
  baseline: 'thread-per-connection',
} as const;

export interface RequestOptions {
  scenario?: string[];
  connections?: number[];
  rounds?: number;
  quick?: boolean;
  baseline: string;
  seed?: number;
}

export const scenarioNames = scenarios.map(({ name }) => name);

/** Seeds are below. */
export const aSeed = 2 ** 31;

/** The baseline takes part whether it was named or not. */
export function requestOf(words: readonly string[], options: RequestOptions): Request {
  const baseline = modelOf(options.baseline);
  const asked = (words.length > 0 ? words : defaults.models).map(modelOf);
  const { rounds, timing } = options.quick ? defaults.quick : defaults;
  return {
    models: models.filter((model) => model === baseline || asked.includes(model)),
    scenarios: (options.scenario ?? scenarioNames).map(scenarioOf),
    connections: [...new Set(options.connections ?? defaults.connections)].sort((a, b) => a - b),
    rounds: options.rounds ?? rounds,
    baseline: baseline.name,
    seed: options.seed ?? randomInt(aSeed),
    counts: { workers: serveDefaults.workers, threads: serveDefaults.threads },
    timing,
  };
}

function modelOf(word: string): Model {
  const model = findModel(word);
  if (!model) throw unknownWord('model', word, modelWords);
  return model;
}

function scenarioOf(name: string): Scenario {
  const scenario = findScenario(name);
  if (!scenario) throw unknownWord('scenario', name, scenarioNames);
  return scenario;
}
