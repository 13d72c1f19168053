// What `forkroad compare` is asked for, from its words, options and defaults.
import { randomInt } from 'node:crypto';
import { models } from '../models/registry.js';
import { findScenario, scenarios } from '../scenarios/registry.js';
import { type LookPlan, mostUsualBlocks } from '../statistics/looks.js';
import { cellsOf } from '../trials/cells.js';
import type { Entrant } from '../trials/entrant.js';
import type { Request } from '../trials/plan.js';
import type { Results } from '../trials/results.js';
import { defaultWarmUpCapMs, type Scenario } from '../trials/scenario.js';
import { autocannonScenarios, type DriverOptions, driversOf, requireDriven } from './compare-clients.js';
import { absentModels, entrantOf, entrantsOf, everyModel, inOrder } from './entrants.js';
import { CliError, exitCodes, unknownWord } from './errors.js';
import { defaults as serveDefaults } from './serve.js';

const canonical = models.filter((model) => model.canonical).map(({ name }) => name);

export const defaults = {
  /** The canonical four, Node's own loop, and the native twins of those among them that are TypeScript alone. */
  models: models
    .filter(
      ({ name, language, twinOf = '' }) =>
        canonical.includes(name) || name === 'event-loop' || (language === 'C++' && canonical.includes(twinOf)),
    )
    .map(({ name }) => name),
  scenarios: ['ping-pong', 'churn', 'idle'],
  connections: [16],
  /** Within it, what is 1.5 × apart is decided in the usual comparison; a larger one has as much more for each trial. */
  budget: { ms: 5 * 60_000, trials: 24, msPerFurtherTrial: 15_000 },
  timing: { warmUpCapMs: defaultWarmUpCapMs, windowMs: 600, windows: 4 },
  /** Enough to decide what is far apart. */
  quick: {
    budgetMs: 60_000,
    scenarios: ['ping-pong'],
    timing: { warmUpCapMs: 800, windowMs: 300, windows: 3 },
  },
  baseline: 'thread-per-connection',
  service: 'echo',
} as const;

export interface RequestOptions extends DriverOptions {
  scenario?: string[];
  connections?: number[];
  rounds?: number;
  quick?: boolean;
  budget?: number;
  systemCalls: boolean;
  baseline?: string;
  seed?: number;
}

export const scenarioNames = scenarios.map(({ name }) => name);

/** Seeds are below. */
export const aSeed = 2 ** 31;

/** What a comparison of which these are the results was asked for; what is given now replaces it. */
export function requestOfResults(results: Results, options: RequestOptions, foreign: readonly Entrant[]): Request {
  const { asked, models, cells, seed } = results;
  const exactly = options.rounds;
  return {
    models: models.map(({ name }) => entrantOf(name, foreign)),
    absent: results.absent,
    scenarios: [...new Set(cells.map(({ scenario }) => scenario))].map(scenarioOf),
    connections: asked.connections,
    blocks: exactly === undefined ? asked.blocks : blocksOf(exactly),
    looks: asked.looks,
    budgetMs: options.budget ?? (exactly === undefined ? usualBudgetMs(cells) : null),
    countsSystemCalls: false,
    baseline: asked.baseline,
    service: asked.service,
    clients: asked.clients,
    seed,
    counts: asked.counts,
    timing: { warmUpCapMs: asked.warmUpCapMs, windowMs: asked.windowMs, windows: asked.windows },
  };
}

/** Throws a usage error for a word that will not be found, before any server is started. */
export function requireKnown(
  words: readonly string[],
  { baseline, scenario = [] }: RequestOptions,
  servers: readonly { name: string }[],
) {
  for (const word of words) entrantsOf(word, servers);
  const twice = words.find((word, i) => words.indexOf(word) !== i);
  if (twice !== undefined) throw new CliError(`'${twice}' is named twice: the baseline has its second self anyway`);
  if (baseline !== undefined) entrantOf(baseline, servers);
  scenario.forEach(scenarioOf);
}

/** The baseline takes part whether it was named or not, and so does every server of someone else. */
export function requestOf(words: readonly string[], options: RequestOptions, foreign: readonly Entrant[]): Request {
  const baseline = entrantOf(options.baseline ?? baselineFor(words, foreign), foreign);
  const absent = baseline.whyAbsent?.();
  if (absent !== undefined) throw new CliError(`${baseline.name} cannot run here: ${absent}`, exitCodes.environment);
  const named = words.length > 0 ? words : defaults.models;
  const asked = [...named.flatMap((word) => entrantsOf(word, foreign)), ...foreign];
  const { timing } = options.quick ? defaults.quick : defaults;
  const request: Request = {
    models: inOrder([...asked, baseline]),
    absent: words.includes(everyModel) ? absentModels() : [],
    scenarios: scenariosOf(options),
    connections: [...new Set(options.connections ?? defaults.connections)].sort((a, b) => a - b),
    blocks: blocksOf(options.rounds),
    looks: looksFor(options.rounds),
    budgetMs: options.budget ?? null,
    countsSystemCalls: options.systemCalls && !options.quick,
    baseline: baseline.name,
    ...driversOf(options, defaults.service),
    seed: options.seed ?? randomInt(aSeed),
    counts: { workers: serveDefaults.workers, threads: serveDefaults.threads, loops: serveDefaults.loops },
    timing,
  };
  requireDriven(request);
  const budgetMs = options.quick ? defaults.quick.budgetMs : usualBudgetMs(cellsOf(request));
  return { ...request, budgetMs: options.budget ?? (options.rounds === undefined ? budgetMs : null) };
}

const blocksOf = (exactly: number | undefined): Request['blocks'] => ({
  exactly: exactly ?? null,
  atMost: exactly ?? mostUsualBlocks,
});

/** The usual looks end before a longer plan does. */
const looksFor = (exactly: number | undefined): LookPlan => ((exactly ?? 0) > mostUsualBlocks ? 'long' : 'usual');

/** Who names two wants to know how these two differ: the first is the baseline. */
export function baselineFor(words: readonly string[], foreign: readonly { name: string }[]): string {
  const named = inOrderGiven([...words.flatMap((word) => entrantsOf(word, foreign)), ...foreign]);
  const [first] = named;
  return first && words.length > 0 && named.length === 2 ? first.name : defaults.baseline;
}

const inOrderGiven = <Named extends { name: string }>(entrants: readonly Named[]): Named[] =>
  entrants.filter(({ name }, i) => entrants.findIndex((each) => each.name === name) === i);

/** What a comparison of so many cells is given. */
function usualBudgetMs(cells: Results['cells']): number {
  const { ms, trials, msPerFurtherTrial } = defaults.budget;
  const possible = cells.filter(({ impossible }) => impossible === null).length;
  return ms + Math.max(0, possible - trials) * msPerFurtherTrial;
}

function scenariosOf({ scenario, client, quick }: RequestOptions): readonly Scenario[] {
  if (scenario !== undefined) return scenario.map(scenarioOf);
  const usual = (quick ? defaults.quick : defaults).scenarios.map(scenarioOf);
  return client?.includes('autocannon') ? usual.filter((each) => autocannonScenarios.includes(each)) : usual;
}

function scenarioOf(name: string): Scenario {
  const scenario = findScenario(name);
  if (!scenario) throw unknownWord('scenario', name, scenarioNames);
  return scenario;
}
