// Trials of a scenario on real models, planned and run as a comparison does, once each; and the report of what they gave.
import { holdConnections } from '../../src/load/hold-connections.js';
import type { Model } from '../../src/models/model.js';
import { models } from '../../src/models/registry.js';
import { analyse } from '../../src/reports/analysis/analysis.js';
import { terminal } from '../../src/reports/formats/terminal.js';
import { newResults } from '../../src/trials/new-results.js';
import { type Plan, planOf, type Request } from '../../src/trials/plan.js';
import { runTrial } from '../../src/trials/run-trial.js';
import type { Prediction, Scenario } from '../../src/trials/scenario.js';
import { Session } from '../../src/trials/session.js';
import { calibrate, loadCommand, serverCommand, type Tools } from '../../src/trials/tools.js';
import type { Measured, Trial } from '../../src/trials/trial-result.js';
import { blocksOfRounds } from '../reports/made-up-blocks.js';
import { modelNamed } from '../trials/model-server.js';
import { checkedOf, requestOf } from '../trials/stand-ins.js';

const tools: Tools = { serverCommand, loadCommand, calibrate, hold: holdConnections };
const session = new Session(() => [1]);
const never = new AbortController().signal;

/** As `forkroad serve` has them on two CPUs. */
const counts = { workers: 2, threads: 64, loops: 2 };

/** The first model is the baseline. */
export function planned(scenario: Scenario, names: readonly string[], change: Partial<Request> = {}): Plan {
  const asked: Model[] = names.map(modelNamed);
  const timing = { warmUpCapMs: 20, windowMs: 200, windows: 4 };
  const request = requestOf(asked, { scenarios: [scenario], connections: [16], counts, timing, ...change });
  return planOf(request, checkedOf(asked), []);
}

/** One after another; of all the plan's trials, or of those in these rows. */
export async function runAll({ trials }: Plan, rows?: readonly string[]): Promise<Trial[]> {
  const ran: Trial[] = [];
  for (const trial of trials) {
    const isAsked = rows?.includes(trial.cell.row) ?? true;
    if (isAsked) ran.push(await runTrial(trial, 1, { tools, session, signal: never }));
  }
  return ran;
}

/** Throws the trial's own reason where it failed. */
export function measuredOf(trials: readonly Trial[], row: string): Measured {
  const trial = trials.find((each) => each.row === row);
  if (!trial?.measured) throw new Error(`${row}: ${trial?.failed ?? 'no such trial'}`);
  return trial.measured;
}

/** What a terminal shows of these trials, one of each cell. */
export function rendered(plan: Plan, trials: readonly Trial[]): string {
  const results = newResults(plan, { commandLine: ['test'], plannedMs: 0 });
  results.blocks.push(...blocksOfRounds([trials], plan.cells, plan.scenarios));
  return terminal(analyse(results), { columns: 80, colour: false });
}

/** Of every model that there is. */
export const predictionsOf = (scenario: Scenario): { model: Model; prediction: Prediction }[] =>
  models.map((model) => {
    const [connections = 0] = scenario.connections(model, [16]);
    return { model, prediction: scenario.predict(model, counts, connections) };
  });

/** What a scenario says of its models before it is run: a reason for each, and no place for whom it excludes. */
export function flawsOf(scenario: Scenario): string[] {
  return predictionsOf(scenario).flatMap(({ model, prediction: { place, because } }) => {
    const isExcluded = (scenario.impossible?.(model, counts) ?? null) !== null;
    const isPlaced = place === null || (Number.isInteger(place) && place > 0);
    const flaws = [
      ...(because === '' ? ['no reason'] : []),
      ...(isPlaced ? [] : [`place ${place}`]),
      ...(isExcluded && place !== null ? ['impossible, and has a place'] : []),
    ];
    return flaws.map((flaw) => `${model.name}: ${flaw}`);
  });
}
