// What is to be said below a table, each with its reason: what is not compared, what failed, what cannot be.
import { isMeasured } from './analysis/rounds.js';
import { isClientBound, isRanked, type Row } from './analysis/row.js';
import type { Table } from './analysis/tables.js';
import { counted, listed } from './numbers.js';
import { rowName } from './row-names.js';
import { notDiscriminating } from './sentences.js';
import { percent } from './verdict-words.js';

export function notesOf(table: Table): string[] {
  return [
    ...control(table),
    ...(table.isDiscriminating === false ? [notDiscriminating(table)] : []),
    ...excluded(table),
    ...disturbed(table),
    ...table.rows.flatMap((row) => [...partlyRecovered(row), ...failed(row)]),
    ...(table.hasVerdicts ? clientBound(table) : []),
  ];
}

function control(table: Table): string[] {
  const { resolutionPercent, baseline, rows } = table;
  if (!baseline || !isRanked(baseline)) return [];
  if (resolutionPercent === undefined) {
    const undisturbed = rows.some(({ disturbedRounds }) => disturbedRounds > 0) ? ' undisturbed' : '';
    return [`Too few${undisturbed} rounds for verdicts: ranges only.`];
  }
  const name = rowName(baseline, table);
  return [
    `A/A control: ${name} against itself came within ±${percent(resolutionPercent)}; less cannot be told apart here.`,
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

/** Connections that were lost and came back in some rounds only. */
function partlyRecovered({ cell, figures, trials }: Row): string[] {
  if (!figures.recoveredMs || (figures.lostShare?.median ?? 0) === 0) return [];
  const measured = trials.filter(isMeasured);
  const never = measured.filter(({ measured: { figures: each } }) => each.lostShare && each.recoveredMs === null);
  if (never.length === 0) return [];
  return [`${cell.row} did not come back in ${never.length} of ${counted(measured.length, 'round')}.`];
}

const disturbed = (table: Table): string[] =>
  together(
    table.rows.flatMap((row) => {
      const { disturbedRounds, trials, verdict } = row;
      if (disturbedRounds === 0) return [];
      const rounds = counted(trials.filter(isMeasured).length, 'round');
      const outcome = verdict.kind === 'disturbed' ? 'no verdict' : 'those are not counted';
      const rest = `disturbed in ${disturbedRounds} of ${rounds}: ${outcome}`;
      return [{ name: rowName(row, table), one: ` was ${rest}`, several: ` were ${rest}` }];
    }),
  );

function failed({ cell, failures, trials }: Row): string[] {
  const reasons = [...new Set(failures)];
  const rounds = counted(trials.filter((trial) => trial !== undefined).length, 'round');
  return reasons.map((reason) => {
    const times = failures.filter((each) => each === reason).length;
    return `${cell.row} failed in ${times} of ${rounds}: ${reason}.`;
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
