// What a table says, in one sentence: the answer to its scenario's question.

import { samePercent } from '../statistics/deciding.js';
import { isRanked, type Row } from './analysis/row.js';
import { sweepOf } from './analysis/sweep.js';
import { type Table, tellsNothingApart } from './analysis/tables.js';
import { comparingOf, resourceOf } from './figure-texts.js';
import { findingsOf } from './findings.js';
import { capitalised, listed } from './numbers.js';
import { rowName } from './row-names.js';
import { sweepSentence } from './sweep-texts.js';
import { amountWords, more, percent, seenWords } from './verdict-words.js';

/** So many differences make a sentence; of more, so many are told from each end. */
const mostTold = 8;
const atEachEnd = 3;

/** The finding first, then what else must be said. */
export function sentenceOf(table: Table): [string, ...string[]] {
  const { baseline, model, hasVerdicts } = table;
  if (!hasVerdicts) return [findingsOf(table), ...leftOut(table)];
  const sweep = sweepOf(table);
  if (sweep) return [`${model}: ${sweepSentence(sweep)}.`, ...leftOut(table)];
  if (!baseline) return ['There is no baseline to compare with: figures only.'];
  if ('reason' in baseline.verdict) {
    return [`Nothing can be compared: the baseline ${baseline.cell.row}: ${baseline.verdict.reason}.`];
  }
  const parts = [differences(table), sameness(table), open(table), noVerdict(table)].filter((part) => part !== '');
  const findings = parts.length > 0 ? parts.join('; ') : 'Nothing was compared';
  const finding = model === null ? capitalisedWord(`${findings}.`) : `${model}: ${findings}.`;
  return [finding, ...(tellsNothingApart(table) ? [notDiscriminating(table)] : []), ...leftOut(table)];
}

/** A model's name stays as it is written. */
const capitalisedWord = (text: string): string => text.replace(/^(?:the|cannot|no) /, capitalised);

export const notDiscriminating = ({ scenario }: Table): string =>
  `Not discriminating: no row differs in ${resourceOf(scenario)} by more than ${samePercent} %, which is a finding, not a failure.`;

const ofKind = ({ rows }: Table, ...kinds: Row['verdict']['kind'][]): Row[] =>
  rows.filter(({ verdict }) => kinds.includes(verdict.kind));

/**
 * "event-loop needs 22 % less CPU per message than thread-per-connection (18–25 %), epoll 30 % less (…)"; "the p99 latency of
 * event-loop is 22 % lower than that of thread-per-connection (18–25 %), of epoll 30 % lower (…)".
 */
function differences(table: Table): string {
  const { scenario, baseline } = table;
  const { resource, amounts, verb } = comparingOf(scenario);
  const told = ofKind(table, 'cheaper', 'costlier').flatMap((row) => {
    const ratio = row.ratios[scenario.primary];
    return ratio ? [{ name: rowName(row, table), amount: amountWords(ratio, amounts) }] : [];
  });
  const words = told.map(({ name, amount: [howMuch, interval] }, i) => {
    if (i > 0) return `${verb === null ? 'of ' : ''}${name} ${howMuch} ${interval}`;
    const joint = howMuch.endsWith(amounts.times) ? 'as' : 'than';
    const other = baseline ? rowName(baseline, table) : '';
    if (verb === null) return `the ${resource} of ${name} is ${howMuch} ${joint} that of ${other} ${interval}`;
    return `${name} ${verb} ${howMuch} ${resource} ${joint} ${other} ${interval}`;
  });
  return abridged(words);
}

/** Of many, the first and the last: a sentence is no table. */
function abridged(words: readonly string[]): string {
  if (words.length <= mostTold) return words.join(', ');
  const [first, last] = [words.slice(0, atEachEnd), words.slice(-atEachEnd)];
  return `${first.join(', ')}, then ${words.length - 2 * atEachEnd} others, then ${last.join(', ')}`;
}

function sameness(table: Table): string {
  const same = ofKind(table, 'no-difference');
  const within = same.map(({ verdict }) => (verdict.kind === 'no-difference' ? verdict.withinPercent : 0));
  if (same.length === 0) return '';
  const names = [...same, ...(table.baseline ? [table.baseline] : [])].map((row) => rowName(row, table));
  return `${listed(names)} do not differ within ±${Math.max(...within)} %`;
}

function open(table: Table): string {
  const told = ofKind(table, 'cant-tell').flatMap((row) =>
    row.verdict.kind === 'cant-tell'
      ? [
          {
            name: rowName(row, table),
            how: `(±${percent(row.verdict.withinPercent)}; ${more(row.verdict.moreBlocks)})`,
          },
        ]
      : [],
  );
  const [first, ...others] = told;
  const baseline = table.baseline ? rowName(table.baseline, table) : '';
  if (!first) return '';
  if (others.length === 0) return `${first.name} and ${baseline} cannot be told apart ${first.how}`;
  const isMany = told.length > atEachEnd;
  return `cannot be told apart from ${baseline}: ${listed(told.map(({ name, how }) => (isMany ? name : `${name} ${how}`)))}`;
}

function noVerdict(table: Table): string {
  const waiting = ofKind(table, 'too-few-blocks');
  const told = waiting.map((row) => `${rowName(row, table)} (${seenWords(row, row.ratios[table.scenario.primary])})`);
  return waiting.length === 0 ? '' : `no verdict, seen so far: ${listed(told)}`;
}

/** Those with the same reason together. */
function leftOut(table: Table): string[] {
  const rows = table.rows.filter((row) => !isRanked(row));
  const reasonOf = ({ verdict }: Row) => ('reason' in verdict ? verdict.reason : verdict.kind);
  const reasons = [...new Set(rows.map(reasonOf))].map((reason) => {
    const names = rows.filter((row) => reasonOf(row) === reason).map((row) => rowName(row, table));
    return `${listed(names)} (${reason})`;
  });
  const what = table.hasVerdicts ? 'Not compared' : 'Without a place';
  return reasons.length === 0 ? [] : [`${what}: ${reasons.join(', ')}.`];
}
