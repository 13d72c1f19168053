// What a table says, in one sentence: the answer to its scenario's question.
import { isRanked, type Row } from './analysis/row.js';
import type { Table } from './analysis/tables.js';
import { resourceOf } from './figure-texts.js';
import { amountWords, more, percent } from './verdict-words.js';

/** The finding first, then what else must be said. */
export function sentenceOf(table: Table): [string, ...string[]] {
  const { baseline, model, isDiscriminating } = table;
  if (!baseline) return ['There is no baseline to compare with: figures only.'];
  if ('reason' in baseline.verdict) {
    return [`Nothing can be compared: the baseline ${baseline.cell.row}: ${baseline.verdict.reason}.`];
  }
  const parts = [differences(table), sameness(table), open(table), noVerdict(table)].filter((part) => part !== '');
  const findings = parts.length > 0 ? parts.join('; ') : 'Nothing was compared';
  const finding = `${model === null ? '' : `${model}: `}${findings}.`;
  return [finding, ...(isDiscriminating === false ? [notDiscriminating(table)] : []), ...leftOut(table)];
}

export const notDiscriminating = ({ scenario }: Table): string =>
  `Not discriminating: no difference in ${resourceOf(scenario)} was established here, which is a finding, not a failure.`;

const ofKind = ({ rows }: Table, ...kinds: Row['verdict']['kind'][]): Row[] =>
  rows.filter(({ verdict }) => kinds.includes(verdict.kind));

/** "event-loop needs 22 % less CPU per message (18–25 %) than thread-per-connection, epoll 30 % less (…)". */
function differences(table: Table): string {
  const { scenario, baseline } = table;
  const told = ofKind(table, 'cheaper', 'dearer').flatMap((row) => {
    const ratio = row.ratios[scenario.primary];
    return ratio ? [{ name: row.cell.row, amount: amountWords(ratio) }] : [];
  });
  return told
    .map(({ name, amount }, i) => {
      if (i > 0) return `${name} ${amount}`;
      const [, howMuch = '', interval = ''] = /^(.*) (\(.*\))$/.exec(amount) ?? [];
      return `${name} needs ${howMuch} ${resourceOf(scenario)} ${joint(howMuch)} ${baseline?.cell.row} ${interval}`;
    })
    .join(', ');
}

const joint = (howMuch: string): string => (howMuch.endsWith('as much') ? 'as' : 'than');

function sameness(table: Table): string {
  const same = ofKind(table, 'no-difference');
  const within = same.map(({ verdict }) => (verdict.kind === 'no-difference' ? verdict.withinPercent : 0));
  if (same.length === 0) return '';
  return `${listed(same)} and ${table.baseline?.cell.row} do not differ within ±${percent(Math.max(...within))}`;
}

function open(table: Table): string {
  return ofKind(table, 'cant-tell')
    .map(({ cell, verdict }) =>
      verdict.kind === 'cant-tell'
        ? `${cell.row} and ${table.baseline?.cell.row} cannot be told apart (±${percent(verdict.withinPercent)}; ${more(verdict.moreRounds)})`
        : '',
    )
    .join('; ');
}

function noVerdict(table: Table): string {
  const waiting = ofKind(table, 'too-few-rounds');
  return waiting.length === 0 ? '' : `No verdict for ${listed(waiting)}: too few rounds`;
}

function leftOut(table: Table): string[] {
  const rows = table.rows.filter((row) => !isRanked(row));
  const reasons = rows.map(
    ({ cell, verdict }) => `${cell.row} (${'reason' in verdict ? verdict.reason : verdict.kind})`,
  );
  return reasons.length === 0 ? [] : [`Not compared: ${reasons.join(', ')}.`];
}

function listed(rows: readonly Row[]): string {
  const names = rows.map(({ cell }) => cell.row);
  return names.length < 3 ? names.join(' and ') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
