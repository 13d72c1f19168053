// A comparison from its request to its results: check, calibration, system calls, blocks; each block is saved at its end.
import { setTimeout as delay } from 'node:timers/promises';
import { type ExperimentObserver, runExperiment } from '../experiment/run-experiment.js';
import { measureCeilings } from './ceilings.js';
import { type CheckedModel, checkModels } from './check-models.js';
import { compareDesign } from './compare-design.js';
import { countAll, expectedCountingMs } from './count-system-calls.js';
import { newResults } from './new-results.js';
import { type Plan, planOf, type Request } from './plan.js';
import { isSameCell, type Results } from './results.js';
import { runTrial, type TrialPlan } from './run-trial.js';
import { Session } from './session.js';
import type { Tools } from './tools.js';
import type { Trial } from './trial-result.js';
import { readUsualLoad, Usual } from './usual.js';
import { measureYardstick } from './yardstick.js';

/** How long a comparison takes from its plan on. */
export interface ExpectedTime {
  countingMs: number;
  /** One block of each table: what runs whatever the budget. */
  firstBlocksMs: number;
  /** Of all: it ends sooner only when every row is decided sooner. */
  expectedMs: number;
  /** What is left of the budget; null: there is none. */
  budgetLeftMs: number | null;
}

/** Told as the comparison goes on. */
export interface ComparisonObserver extends ExperimentObserver<TrialPlan, Trial> {
  checks(request: Request): void;
  checked(models: readonly CheckedModel[]): void;
  calibrates(): void;
  planned(plan: Plan, time: ExpectedTime): void;
  countsSystemCalls(trial: TrialPlan): void;
}

/** Says nothing; to be spread where only some of it is wanted. */
export const silentObserver: ComparisonObserver = {
  checks() {},
  checked() {},
  calibrates() {},
  planned() {},
  countsSystemCalls() {},
  trialStarts() {},
  trialEnded() {},
  queuedAgain() {},
  blockStarts() {},
  blockEnded() {},
};

export interface ComparisonOptions {
  tools: Tools;
  commandLine: readonly string[];
  /** Interrupts: finished blocks are kept. */
  signal: AbortSignal;
  observer: ComparisonObserver;
  /** Goes on from here: its blocks and its system calls are kept. */
  before?: Results | undefined;
  /** After each block. It may throw: then the comparison ends with that. */
  save(results: Results): void;
}

/** Readings of the yardstick before the first trial, so that its median means something from the start. */
const firstReadings = { count: 20, pauseMs: 5 };

/** Undefined when it was interrupted before there was a plan. */
export async function runComparison(request: Request, options: ComparisonOptions): Promise<Results | undefined> {
  const { tools, commandLine, signal, observer, before, save } = options;
  const startedMs = performance.now();
  observer.checks(request);
  const checked = await checkModels(request, tools, signal);
  if (signal.aborted) return undefined;
  observer.checked(checked);
  observer.calibrates();
  const ceilings = await measureCeilings(request, tools, signal);
  if (signal.aborted) return undefined;
  const plan = planOf(request, checked, ceilings);
  const time = expectedTime(plan, performance.now() - startedMs);
  observer.planned(plan, time);
  const results = before ?? newResults(plan, { commandLine, plannedMs: time.expectedMs });
  if (request.countsSystemCalls) {
    results.systemCalls = await countAll(plan, tools, signal, (trial) => observer.countsSystemCalls(trial));
  }
  const session = new Session(() => measureYardstick().perCpuUs, new Usual(await readUsualLoad()));
  for (let i = 0; i < firstReadings.count && !signal.aborted; i++) {
    session.read();
    await delay(firstReadings.pauseMs);
  }
  const tookBeforeMs = results.duration.tookMs;
  const { ended } = results;
  const blocksBefore = results.blocks.length;
  const saveNow = () => {
    results.duration.tookMs = tookBeforeMs + Math.round(performance.now() - startedMs);
    results.asked = { ...results.asked, blocks: plan.blocks, budgetMs: plan.budgetMs }; // of a resumed one: as of now
    results.yardstickP10Us = session.p10Us;
    results.yardstickMedianUs = session.medianUs;
    save(results);
  };
  const run = (trial: TrialPlan, attempt: number) => runTrial(trial, attempt, { tools, session, signal });
  results.ended = await runExperiment(
    compareDesign(plan, run),
    results.blocks,
    { signal, startedMs },
    {
      ...observer,
      blockEnded(block, progress) {
        saveNow();
        observer.blockEnded(block, progress);
      },
    },
  );
  if (results.blocks.length > blocksBefore) saveNow();
  else results.ended = ended; // nothing was added: they are what they were
  return results;
}

/** A budget caps the blocks, but for the first of each table. */
function expectedTime(plan: Plan, spentMs: number): ExpectedTime {
  const { blocks, blocksMs, budgetMs, countsSystemCalls } = plan;
  const countingMs = countsSystemCalls ? expectedCountingMs(plan) : 0;
  const firstBlocksMs = countingMs + blocksMs;
  const budgetLeftMs = budgetMs === null ? null : budgetMs - spentMs;
  const wholeMs = countingMs + (blocks.exactly ?? blocks.atMost) * blocksMs;
  return {
    countingMs,
    firstBlocksMs,
    expectedMs: Math.max(firstBlocksMs, Math.min(wholeMs, budgetLeftMs ?? wholeMs)),
    budgetLeftMs,
  };
}

/** The possible cells that no block measured. */
export const neverMeasured = ({ cells, blocks }: Results): Results['cells'] =>
  cells.filter(
    (cell) =>
      cell.impossible === null &&
      !blocks.some(({ trials }) => trials.some((trial) => trial.measured !== null && isSameCell(trial, cell))),
  );
