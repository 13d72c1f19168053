// Where a table stands after its blocks so far: which of its rows are decided, and which go on.
import type { Arm, ArmTable, Block, Design, Reading, RowState, Series } from './design.js';

/** A row that could not be compared in its first blocks leaves: more of them change nothing. */
const blocksToSeeUnfit = 2;

/** Figures that are only shown: their spread can be seen from so many. */
const shownBlocks = 3;

export interface Standing<Task> {
  table: ArmTable<Task>;
  /** How many it has had. */
  blocks: number;
  rows: RowState[];
  /** Rows that cannot be compared. */
  unfit: string[];
  /** Rows that the next block is for, whether or not there is time. */
  open: Arm<Task>[];
  /** Decided rows that are only roughly known. */
  wide: Arm<Task>[];
  /** There is to be a next block: of a table without rows, too, which shows what two equals differ by. */
  isOpen: boolean;
}

export function standingOf<Task, Trial, Read extends Reading>(
  table: ArmTable<Task>,
  all: readonly Block<Trial>[],
  design: Design<Task, Trial, Read>,
): Standing<Task> {
  const blocks = all.filter((block) => block.table === table.key);
  const series = seriesOf(table, blocks, design);
  const rows = table.isCompared ? design.judge(table, series) : [];
  const unfit = table.arms.filter(({ key }) => isUnfit(series.get(key) ?? [])).map(({ key }) => key);
  const had = (key: string) => (series.get(key) ?? []).filter((reading) => reading !== undefined).length;
  const state = { table, blocks: blocks.length, rows, unfit, had };
  const open = openRows(state, design.blocks);
  const wide = design.budgetMs === null ? [] : wideRows(state, design.blocks);
  const hasRows = table.arms.some(({ role }) => role === 'row');
  const isOpen = hasRows
    ? open.length + wide.length > 0
    : blocks.length < (table.blocks ?? design.blocks.exactly ?? shownBlocks);
  return { table, blocks: blocks.length, rows, unfit, open, wide, isOpen };
}

/** What is open and what is wide follows from it. */
interface State<Task> extends Pick<Standing<Task>, 'table' | 'blocks' | 'rows' | 'unfit'> {
  /** How many blocks an arm was in: a row that waited while others ran is owed as many as they had. */
  had(key: string): number;
}

function seriesOf<Task, Trial, Read extends Reading>(
  { arms }: ArmTable<Task>,
  blocks: readonly Block<Trial>[],
  { armOf, read }: Design<Task, Trial, Read>,
): Series<Read> {
  const trialOf = (key: string, { trials }: Block<Trial>) => trials.find((trial) => armOf(trial) === key);
  return new Map(
    arms.map(({ key }) => [
      key,
      blocks.map((block) => {
        const trial = trialOf(key, block);
        return trial === undefined ? undefined : read(trial);
      }),
    ]),
  );
}

function isUnfit(readings: readonly (Reading | undefined)[]): boolean {
  const known = readings.filter((reading) => reading !== undefined && !reading.isDisturbed);
  return known.length >= blocksToSeeUnfit && known.every((reading) => reading?.isUnfit);
}

/** Where the baseline is unfit, nothing can be decided: its rows are shown. */
function openRows<Task>(
  { table: { arms, isCompared, blocks: own }, blocks, rows, unfit, had }: State<Task>,
  { exactly: ofAll, atMost }: Design<Task, unknown>['blocks'],
): Arm<Task>[] {
  const all = arms.filter(({ role }) => role === 'row');
  const exactly = own ?? ofAll;
  if (exactly !== null) return blocks < exactly ? all : [];
  const hasBaseline = arms.some(({ role, key }) => role !== 'row' && !unfit.includes(key));
  if (!isCompared || !hasBaseline) return blocks < shownBlocks ? all : [];
  const isDecided = (key: string) => rows.some((row) => row.key === key && row.isDecided);
  return all.filter(({ key }) => had(key) < atMost && !unfit.includes(key) && !isDecided(key));
}

/** What is left of a budget is for these; where blocks are counted out beforehand, there are none. */
function wideRows<Task>(
  { table: { arms, blocks: own }, rows, unfit, had }: State<Task>,
  { exactly, atMost }: Design<Task, unknown>['blocks'],
): Arm<Task>[] {
  if ((own ?? exactly) !== null) return [];
  const isWide = (key: string) =>
    had(key) < atMost && rows.some((row) => row.key === key && row.isDecided && row.isWide);
  return arms.filter(({ role, key }) => role === 'row' && !unfit.includes(key) && isWide(key));
}

/** Rows that may get a verdict, and those that have one. */
export function countDecided(standings: readonly Standing<unknown>[]): { decided: number; of: number } {
  const compared = standings.filter(({ table }) => table.isCompared);
  const fit = compared.flatMap(({ rows, unfit }) => rows.filter(({ key }) => !unfit.includes(key)));
  return { decided: fit.filter(({ isDecided }) => isDecided).length, of: fit.length };
}
