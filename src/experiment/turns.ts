// Whose turn it is: which table gets the next block, with which of its rows.
import type { Arm } from './design.js';
import type { Pace } from './pace.js';
import type { Standing } from './standing.js';

export interface Turn<Task> {
  standing: Standing<Task>;
  arms: readonly Arm<Task>[];
  expectedMs: number;
}

/**
 * Open tables take turns, fewest blocks first: with the rows that the time left can decide; when there are none, with all that
 * are not decided; then with those that are, but only roughly known. Undefined when there is nothing left to do, or no time for any
 * of it (`leftMs`; infinite: there is no budget). `isExact`: every row runs on.
 */
export function nextTurn<Task>(
  standings: readonly Standing<Task>[],
  pace: Pace<Task, never>,
  { leftMs, isExact }: { leftMs: number; isExact: boolean },
): Turn<Task> | undefined {
  const open = standings.filter(({ isOpen }) => isOpen);
  const turnOf = (standing: Standing<Task>, rows: readonly Arm<Task>[]): Turn<Task> => {
    const arms = [...standing.table.arms.filter(({ role }) => role !== 'row'), ...rows];
    return { standing, arms, expectedMs: pace.of(standing.table.key, arms) };
  };
  const isHopeful = (standing: Standing<Task>, row: Arm<Task>): boolean => {
    const missing = isExact ? 1 : blocksMissing(standing, row);
    return missing !== undefined && missing * turnOf(standing, [row]).expectedMs <= leftMs;
  };
  const inTime = ({ standing, expectedMs }: Turn<Task>) => standing.blocks === 0 || expectedMs <= leftMs;
  const hasNone = ({ open: rows, wide }: Standing<Task>) => rows.length + wide.length === 0; // it shows what two equals differ by
  const turnWith = (rowsOf: (standing: Standing<Task>) => readonly Arm<Task>[]): Turn<Task> | undefined =>
    fewestBlocks(
      open
        .map((standing) => turnOf(standing, rowsOf(standing)))
        .filter(({ standing, arms }) => hasNone(standing) || arms.some(({ role }) => role === 'row'))
        .filter(inTime),
    );
  return (
    turnWith((standing) => standing.open.filter((row) => isHopeful(standing, row))) ??
    turnWith((standing) => standing.open) ??
    turnWith((standing) => standing.wide)
  );
}

/** A row that is only shown, or was never looked at, is always worth a block. */
function blocksMissing<Task>({ rows }: Standing<Task>, { key }: Arm<Task>): number | undefined {
  const state = rows.find((row) => row.key === key);
  return state === undefined ? 1 : state.blocksMissing;
}

function fewestBlocks<Task>(turns: readonly Turn<Task>[]): Turn<Task> | undefined {
  const [first, ...others] = turns;
  return others.reduce((least, turn) => (least && turn.standing.blocks >= least.standing.blocks ? least : turn), first);
}
