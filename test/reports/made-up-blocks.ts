// Blocks of made-up trials, as an experiment would have run them: table by table, and a row that is decided leaves.
import { standingOf } from '../../src/experiment/standing.js';
import { pingPong } from '../../src/scenarios/ping-pong.js';
import { scenarios as realScenarios } from '../../src/scenarios/registry.js';
import { shuffled } from '../../src/statistics/random.js';
import { compareDesign } from '../../src/trials/compare-design.js';
import { type Cell, isSameCell, type Results } from '../../src/trials/results.js';
import type { TrialPlan } from '../../src/trials/run-trial.js';
import type { Scenario } from '../../src/trials/scenario.js';
import { tablesOfCells } from '../../src/trials/tables.js';
import type { Trial } from '../../src/trials/trial-result.js';

interface Asked {
  cells: readonly Cell[];
  scenarios: readonly Scenario[];
  blocks: Results['asked']['blocks'];
  random(): number;
}

/** Time enough for all blocks that there may be. */
const budgetMs = Number.MAX_SAFE_INTEGER;

/** As many blocks as there may be, of tables that have a row left. */
export function blocksOf(
  { cells, scenarios, blocks: asked, random }: Asked,
  trialOf: (cell: Cell, block: number) => Trial,
): Results['blocks'] {
  const possible = cells.filter(({ impossible }) => impossible === null);
  const trials = possible.map((cell) => ({ cell, expectedMs: 1 }) as TrialPlan);
  const plan = { cells: possible, trials, scenarios, blocks: asked, looks: 'usual', budgetMs, seed: 1 } as const;
  const design = compareDesign(plan, () => Promise.reject(new Error('nothing is run')));
  const blocks: Results['blocks'] = [];
  for (let block = 1; block <= asked.atMost; block++) {
    for (const table of design.tables) {
      const { open, isOpen } = standingOf(table, blocks, design);
      if (!isOpen) continue;
      const arms = [...table.arms.filter(({ role }) => role !== 'row'), ...open];
      const inOrder = shuffled(arms, random).map(({ task }) => trialOf(task.cell, block));
      blocks.push({ table: table.key, block, trials: inOrder });
    }
  }
  return blocks;
}

/** Trials that are there already, those of a table together; an unknown scenario has tables as ping-pong has. */
export function blocksOfRounds(
  rounds: readonly (readonly Trial[])[],
  cells: readonly Cell[],
  known: readonly Scenario[] = realScenarios,
): Results['blocks'] {
  const tables = tablesOfCells(cells, (name) => known.find((each) => each.name === name) ?? pingPong);
  const counts = new Map<string, number>();
  return rounds.flatMap((round) =>
    tables.flatMap(({ key, cells: own }) => {
      const trials = round.filter((trial) => own.some((cell) => isSameCell(cell, trial)));
      if (trials.length === 0) return [];
      const block = (counts.get(key) ?? 0) + 1;
      counts.set(key, block);
      return [{ table: key, block, trials }];
    }),
  );
}
