// What is to be said below a table, each with its reason: what is not compared, what failed, what cannot be.

import { fewestBlocks } from '../statistics/looks.js';
import { median } from '../statistics/summary.js';
import { isMeasured } from './analysis/counted.js';
import { isClientBound, isRanked, type Row } from './analysis/row.js';
import { type Table, tellsNothingApart } from './analysis/tables.js';
import { counted, listed } from './numbers.js';
import { rowName } from './row-names.js';
import { notDiscriminating } from './sentences.js';
import { controlText, percent } from './verdict-words.js';

export function notesOf(table: Table): string[] {
  return [
    ...control(table),
    ...(tellsNothingApart(table) ? [notDiscriminating(table)] : []),
    ...excluded(table),
    ...disturbed(table),
    ...table.rows.flatMap((row) => [...partlyRecovered(row), ...failed(row)]),
    ...trends(table),
    ...(table.hasVerdicts ? clientBound(table) : []),
  ];
}

function control(table: Table): string[] {
  const { finding, baseline, rows } = table;
  if (!baseline || !isRanked(baseline)) return [];
  if (finding === undefined) {
    const undisturbed = rows.some(({ disturbedBlocks }) => disturbedBlocks > 0) ? ' undisturbed' : '';
    return [`Too few${undisturbed} blocks for verdicts, which take ${fewestBlocks}: ranges only.`];
  }
  return [`A/A control: ${rowName(baseline, table)} against itself came to ${controlText(finding)}.`, ...biased(table)];
}

function biased({ finding, baseline }: Table): string[] {
  if (!finding?.isBiased) return [];
  return [
    `Two equal servers (${baseline?.cell.row}) differ here, and not by chance: something on this machine favours one of them. ` +
      `No verdict is finer than ${percent(finding.resolutionPercent)}.`,
  ];
}

interface Said {
  name: string;
  /** After one name, and after several. */
  one: string;
  several: string;
}

/** Rows of which the same is said stand together. */
function together(said: readonly Said[]): string[] {
  return [...new Set(said.map(({ one }) => one))].map((one) => {
    const same = said.filter((each) => each.one === one);
    const names = listed(same.map(({ name }) => name));
    return `${names}${same.length === 1 ? one : (same[0]?.several ?? '')}.`;
  });
}

const excluded = (table: Table): string[] =>
  together(
    [...table.rows, ...table.leftOut].flatMap((row) => {
      const text = exclusionText(row);
      return text === undefined ? [] : [{ name: rowName(row, table), one: text, several: text }];
    }),
  );

function exclusionText({ cell, verdict, served }: Row): string | undefined {
  if (verdict.kind === 'impossible') return `: impossible: ${verdict.reason}`;
  if (verdict.kind !== 'not-comparable') return undefined;
  if (served !== undefined && served < cell.connections) {
    return ` served ${served} of ${cell.connections} connections: shown, not compared`;
  }
  return `: not compared: ${verdict.reason}`;
}

/** Connections that were lost and came back in some blocks only. */
function partlyRecovered({ cell, figures, trials }: Row): string[] {
  if (!figures.recoveredMs || (figures.lostShare?.median ?? 0) === 0) return [];
  const measured = trials.filter(isMeasured);
  const never = measured.filter(({ measured: { figures: each } }) => each.lostShare && each.recoveredMs === null);
  if (never.length === 0) return [];
  return [`${cell.row} did not come back in ${never.length} of ${counted(measured.length, 'block')}.`];
}

const disturbed = (table: Table): string[] =>
  together(
    table.rows.flatMap((row) => {
      const { disturbedBlocks, trials, verdict } = row;
      if (disturbedBlocks === 0) return [];
      const blocks = counted(trials.filter(isMeasured).length, 'block');
      const outcome = verdict.kind === 'disturbed' ? 'no verdict' : 'those are not counted';
      const rest = `disturbed in ${disturbedBlocks} of ${blocks}: ${outcome}`;
      return [{ name: rowName(row, table), one: ` was ${rest}`, several: ` were ${rest}` }];
    }),
  );

/** A warm server shows no trend; less than this is noise. */
const leastTrend = 0.05;

/** Rows that became cheaper or costlier while they were measured. */
function trends({ rows, scenario }: Table): string[] {
  return rows.flatMap((row) => {
    const shares = row.trials.filter(isMeasured).flatMap(({ measured: { trendShare } }) => trendShare ?? []);
    const trend = median(shares) ?? 0;
    const isSame = shares.filter((share) => Math.sign(share) === Math.sign(trend)).length >= mostAgree * shares.length;
    if (shares.length < 3 || Math.abs(trend) < leastTrend || !isSame) return [];
    const changed = `${trend < 0 ? 'fell' : 'rose'} by ${percent(100 * Math.abs(trend))}`;
    return [
      `${row.cell.row} was not steady: its CPU per ${scenario.unit} ${changed} from the first window to the last.`,
    ];
  });
}

/** Of the trials: by chance, half of them go either way. */
const mostAgree = 0.8;

function failed({ cell, failures, trials }: Row): string[] {
  const reasons = [...new Set(failures)];
  const blocks = counted(trials.filter((trial) => trial !== undefined).length, 'block');
  return reasons.map((reason) => {
    const times = failures.filter((each) => each === reason).length;
    return `${cell.row} failed in ${times} of ${blocks}: ${reason}.`;
  });
}

/** With the reason of the first of them. */
function clientBound({ rows }: Table): string[] {
  const bound = rows.filter(isClientBound);
  const [first, ...others] = bound;
  if (!first) return [];
  const reason = first.trials.find((trial) => trial?.quality?.label === 'client-bound')?.quality?.labelReason;
  const names = listed(bound.map(({ cell }) => cell.row));
  const why = reason ? ` (${reason})` : '';
  return others.length === 0
    ? [`${names} is client-bound${why}: its rate is at least what is shown, and not ranked.`]
    : [`${names} are client-bound${why}: their rates are at least what is shown, and not ranked.`];
}
