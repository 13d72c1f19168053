// What came of all comparisons in words, and whether the goals are met.
import { counted, duration } from '../../src/reports/numbers.js';
import type { Verdict } from '../../src/statistics/deciding.js';
import type { Results } from '../../src/trials/results.js';
import type { Asked } from './options.js';
import type { PlantedRow } from './rows.js';
import { everTellsApart, verdictsOf } from './verdicts.js';

/** Of all comparisons, 0 to 1, at least. */
const shareToFind: Record<number, number> = { 5: 0.7, 10: 0.9 };
/** Of tables in which nothing differs, at most. */
const falseShare = 1 / 40;

export interface Summary {
  text: string;
  isMet: boolean;
}

export function summaryOf(results: readonly Results[], { model, rows, isNull }: Asked): Summary {
  if (results.length === 0) return { text: 'no comparison is finished\n', isMet: false };
  const { lines, isMet } = isNull ? falseOnes(results, rows) : foundOnes(results, rows);
  const blocks = results.map((each) => each.blocks.length);
  const tookMs = results.reduce((sum, each) => sum + each.duration.tookMs, 0);
  const head = `${model.name}, ${Math.min(...blocks)} to ${counted(Math.max(...blocks), 'block')} each, ${duration(tookMs)} in all`;
  return { text: `${[head, ...lines].join('\n')}\n`, isMet };
}

function foundOnes(results: readonly Results[], rows: readonly PlantedRow[]) {
  const all = results.map((each) => verdictsOf(each, rows));
  const found = rows.map(({ name, percent }, i) => {
    const count = (kind: Verdict['kind']) => all.filter((verdicts) => verdicts[i]?.kind === kind).length;
    const [costlier, cheaper, same] = [count('costlier'), count('cheaper'), count('no-difference')];
    const open = all.length - costlier - cheaper - same;
    const least = Math.ceil((shareToFind[percent] ?? 0) * all.length);
    const isMet = percent === 0 ? costlier + cheaper === 0 : costlier >= least && cheaper === 0;
    const goal = percent === 0 ? 'no verdict that it differs' : `costlier in ${least} or more`;
    return {
      line: `${`${name}:`.padEnd(16)} costlier in ${costlier}, cheaper in ${cheaper}, no difference in ${same}, can't tell in ${open} of ${all.length} · goal: ${goal}: ${isMet ? 'met' : 'missed'}`,
      isMet,
    };
  });
  return { lines: found.map(({ line }) => line), isMet: found.every(({ isMet }) => isMet) };
}

/** One that was withdrawn later would have been believed by whoever had stopped there: it counts. */
function falseOnes(results: readonly Results[], rows: readonly PlantedRow[]) {
  const wrong = results.filter((each) => everTellsApart(each, rows)).length;
  const kinds = results.flatMap((each) => verdictsOf(each, rows).map(({ kind }) => kind));
  const same = kinds.filter((kind) => kind === 'no-difference').length;
  const most = Math.floor(falseShare * results.length);
  const isMet = wrong <= most;
  return {
    lines: [
      `a false verdict, at the end or whenever one had stopped: in ${wrong} of ${counted(results.length, 'table')} of ${counted(rows.length, 'row')} · goal: ${most} at most: ${isMet ? 'met' : 'missed'}`,
      `no difference: ${same} of ${counted(kinds.length, 'row')}`,
    ],
    isMet,
  };
}

/** "5 % slower: costlier by 4.8 % · …" of one comparison. */
export const inWords = (results: Results, rows: readonly PlantedRow[]): string =>
  verdictsOf(results, rows)
    .map((verdict, i) => `${rows[i]?.name}: ${verdictInWords(verdict)}`)
    .join(' · ');

const verdictInWords = (verdict: Verdict): string =>
  verdict.kind === 'cheaper' || verdict.kind === 'costlier'
    ? `${verdict.kind} by ${Math.abs(verdict.percent).toFixed(1)} %`
    : verdict.kind.replaceAll('-', ' ');
