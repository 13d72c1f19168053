// The first line of a report: how much was decided, and what more time would decide.
import { fewestBlocks } from '../statistics/looks.js';
import type { Results } from '../trials/results.js';
import type { Analysis } from './analysis/analysis.js';
import type { Row } from './analysis/row.js';
import { counted, listed } from './numbers.js';
import { percent } from './verdict-words.js';

type Told = Pick<Analysis, 'trust' | 'results'>;

/** Blocks were run in which rows could have been decided, and none was. */
export const hasDecidedNothing = ({ trust: { decided }, results }: Told): boolean =>
  decided.of > 0 && decided.count === 0 && mayDecide(results);

/** Somebody who asks for two blocks asks for no verdict. */
const mayDecide = ({ asked: { blocks } }: Results): boolean => (blocks.exactly ?? fewestBlocks) >= fewestBlocks;

/** Of the CPUs, in use by others while windows were measured: above it, a reader should know. */
export const busyShare = 0.05;

/** "11 of 16 rows have a verdict. Others used 40 % of the CPUs meanwhile." */
export function headlineOf(analysis: Told): string {
  const { foreignShare = 0 } = analysis.trust;
  const others = foreignShare > busyShare ? ` Others used ${percent(100 * foreignShare)} of the CPUs meanwhile.` : '';
  return howManyDecided(analysis) + others;
}

function howManyDecided(analysis: Told): string {
  const { decided } = analysis.trust;
  if (decided.of === 0) return 'Nothing was compared: figures only.';
  if (!mayDecide(analysis.results)) {
    const asked = analysis.results.asked.blocks.exactly;
    return `No verdicts: they take ${fewestBlocks} blocks, and ${asked} ${asked === 1 ? 'was' : 'were'} asked for.`;
  }
  if (decided.count === 0)
    return `Nothing was decided: ${decided.of === 1 ? 'the row has no' : `none of ${decided.of} rows has a`} verdict. ${why(analysis)}`;
  if (decided.count === decided.of)
    return decided.of === 1 ? 'The row has a verdict.' : `All ${decided.of} rows have a verdict.`;
  return `${decided.count} of ${decided.of} rows have a verdict.`;
}

function why({ results, trust: { trials } }: Told): string {
  if (results.ended === 'interrupted') return 'The comparison was interrupted.';
  const lost = trials.disturbed + trials.failed;
  if (lost * 2 > trials.all)
    return `${lost} of ${counted(trials.all, 'trial')} were disturbed or failed: this machine is too busy.`;
  return results.ended === 'budget'
    ? 'The time was used up: a larger --budget may decide.'
    : 'The blocks scatter too much.';
}

/** "More time would decide ping-pong-16 epoll (about 4 more blocks)"; empty where there is nothing to say. */
export function moreTimeText({ trust: { undecided } }: Told): string {
  const named = undecided.map(({ table, row }) => ({ name: `${table.key} ${row.cell.row}`, missing: missingOf(row) }));
  const soon = named.flatMap(({ name, missing }) =>
    typeof missing === 'number' ? [`${name} (about ${counted(missing, 'more block')})`] : [],
  );
  const of = (why: 'scatter' | 'disturbed') => named.filter(({ missing }) => missing === why).map(({ name }) => name);
  const [never, disturbed] = [of('scatter'), of('disturbed')];
  return [
    soon.length === 0 ? '' : `More time would decide ${some(soon)}: go on with --resume.`,
    never.length === 0 ? '' : `More of the same would hardly decide ${some(never)}.`,
    disturbed.length === 0 ? '' : `On a quieter machine there may be verdicts for ${some(disturbed)}.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** A sentence is no table. */
const mostNamed = 6;
const some = (names: readonly string[]): string =>
  listed(
    names.length <= mostNamed
      ? names
      : [...names.slice(0, mostNamed - 1), `${names.length - mostNamed + 1} other rows`],
  );

/** How many blocks, or why blocks are not what is missing. */
function missingOf({ verdict, ratios }: Row): number | 'scatter' | 'disturbed' {
  if (verdict.kind === 'cant-tell') return verdict.moreBlocks ?? 'scatter';
  if (verdict.kind !== 'too-few-blocks') return 'disturbed';
  return Math.max(1, fewestBlocks - Math.max(0, ...Object.values(ratios).map(({ blocks }) => blocks)));
}
