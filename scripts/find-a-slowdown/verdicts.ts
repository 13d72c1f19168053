// The verdicts of a finished comparison with planted rows, as `forkroad compare` would give them.
import { pingPong } from '../../src/scenarios/ping-pong.js';
import { decide, tellsApart, type Verdict } from '../../src/statistics/deciding.js';
import type { Results } from '../../src/trials/results.js';
import { logRatiosOf, tablesOfCells } from '../../src/trials/tables.js';
import { type PlantedRow, plantedScenario } from './rows.js';

type Measured = Pick<Results, 'asked' | 'blocks' | 'cells'>;

/** In the order of `rows`. Throws where the results are of other rows. */
export function verdictsOf({ asked, blocks, cells }: Measured, rows: readonly PlantedRow[]): Verdict[] {
  const [table] = tablesOfCells(cells, () => plantedScenario(rows, 0));
  const ratios = (isIt: (cell: Results['cells'][number]) => boolean) => {
    const cell = table?.cells.find(isIt);
    if (!table || !cell) throw new Error('the results are of other rows');
    return logRatiosOf(cell, table, pingPong.primary, blocks);
  };
  const decided = decide({
    rows: rows.map(({ name }) => ({ name, logRatios: ratios(({ row }) => row === name) })),
    control: ratios(({ role }) => role === 'control'),
    plan: asked.looks,
  });
  return decided.rows.map(({ verdict }) => verdict);
}

/** Whether any row would have been told apart had it been stopped after some block, the last one included. */
export const everTellsApart = (results: Measured, rows: readonly PlantedRow[]): boolean =>
  results.blocks.some((_, i) => tellsApart(verdictsOf({ ...results, blocks: results.blocks.slice(0, i + 1) }, rows)));
