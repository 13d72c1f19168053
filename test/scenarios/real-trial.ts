// One short trial of a scenario, with the real client, on a real model or on a stand-in server.
import type { ExecutionContext } from 'ava';
import { holdConnections } from '../../src/load/hold-connections.js';
import type { Counts, Model } from '../../src/models/model.js';
import { cellsOf } from '../../src/trials/cells.js';
import { placementOf } from '../../src/trials/placement.js';
import { runTrial } from '../../src/trials/run-trial.js';
import type { Scenario } from '../../src/trials/scenario.js';
import { Session } from '../../src/trials/session.js';
import { calibrate, loadCommand, serverCommand, type Tools } from '../../src/trials/tools.js';
import type { Measured, Trial } from '../../src/trials/trial-result.js';
import { modelNamed } from '../trials/model-server.js';

const session = new Session(() => [1]);
const never = new AbortController().signal;
const startUp = { listeningMs: 200, readyMs: 200, echoMs: 200, stopMs: 50 };

export const realTools: Tools = { serverCommand, loadCommand, calibrate, hold: holdConnections };

interface Change {
  counts?: Counts;
  tools?: Tools;
  signal?: AbortSignal;
}

/** The first cell that the scenario makes of the model, when four connections are asked for. */
export function trialOf(
  scenario: Scenario,
  model: Model,
  { counts = { workers: 2, threads: 64, loops: 2 }, tools = realTools, signal = never }: Change = {},
): Promise<Trial> {
  const [cell] = cellsOf({
    ...{ scenarios: [scenario], models: [model], connections: [4], baseline: '', service: 'echo' },
    ...{ clients: ['native'], counts },
  });
  if (!cell) throw new Error(`${scenario.name} makes no cell of ${model.name}`);
  const plan = {
    ...{ cell, scenario, model, counts, service: 'echo', client: cell.client },
    timing: { warmUpCapMs: 50, windowMs: 300, windows: 2 },
    startUp: { listeningMs: 0, readyMs: 0, echoMs: 0, stopMs: 0 },
    placement: placementOf(scenario.placement),
    ...{ idleCpuUsPerSecond: 0, clientCeilingPerSecond: null, expectedMs: 0 },
  };
  return runTrial(plan, 1, { tools, session, signal });
}

/** What a trial has measured; one that failed fails the test with its reason. */
export async function measuredIn(t: ExecutionContext, trial: Promise<Trial>): Promise<Measured> {
  const { failed, measured, row } = await trial;
  if (measured === null) throw new Error(`${row}: ${failed}`);
  t.is(failed, null);
  return measured;
}

/** Counts are `threads` for the pools, and one worker. By default nothing is warm. */
export function realTrial(
  scenario: Scenario,
  name: string,
  connections: number,
  threads = 8,
  warmUpCapMs = 50,
): Promise<Trial> {
  const model = modelNamed(name);
  const key = { scenario: scenario.name, row: name, model: name, client: 'native' as const, connections };
  const plan = {
    cell: { ...key, serverOptions: [...(scenario.serverOptions ?? [])], role: 'entrant' as const, impossible: null },
    ...{ scenario, model, service: 'echo', client: 'native' as const, startUp },
    counts: { workers: 1, threads, loops: 2 },
    timing: { warmUpCapMs, windowMs: 400, windows: 2 },
    placement: placementOf(scenario.placement),
    ...{ idleCpuUsPerSecond: 0, clientCeilingPerSecond: null, expectedMs: 0 },
  };
  return runTrial(plan, 1, { tools: realTools, session, signal: never });
}
