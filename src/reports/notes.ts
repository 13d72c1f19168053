// What is to be said below a table, each with its reason: what is not compared, what failed, what cannot be.
import { isMeasured } from './analysis/rounds.js';
import { isClientBound, isRanked, type Row } from './analysis/row.js';
import type { Table } from './analysis/tables.js';
import { counted } from './numbers.js';
import { notDiscriminating } from './sentences.js';
import { percent } from './verdict-words.js';

export function notesOf(table: Table): string[] {
  return [
    ...control(table),
    ...(table.isDiscriminating === false ? [notDiscriminating(table)] : []),
    ...table.rows.flatMap((row) => [...excluded(row), ...disturbed(row), ...failed(row), ...clientBound(row)]),
  ];
}

function control({ resolutionPercent, baseline }: Table): string[] {
  if (!baseline || !isRanked(baseline)) return [];
  if (resolutionPercent === undefined) return ['Too few rounds for verdicts: ranges only.'];
  const name = baseline.cell.row;
  return [
    `A/A control: ${name} against itself came within ±${percent(resolutionPercent)}; less cannot be told apart here.`,
  ];
}

function excluded({ cell, verdict, served }: Row): string[] {
  if (verdict.kind === 'impossible') return [`${cell.row} × ${cell.connections}: impossible: ${verdict.reason}.`];
  if (verdict.kind !== 'not-comparable') return [];
  if (served !== undefined && served < cell.connections) {
    return [`${cell.row} served ${served} of ${cell.connections} connections: shown, not compared.`];
  }
  return [`${cell.row}: not compared: ${verdict.reason}.`];
}

function disturbed({ cell, disturbedRounds, trials, verdict }: Row): string[] {
  if (disturbedRounds === 0) return [];
  const rounds = counted(trials.filter(isMeasured).length, 'round');
  const outcome = verdict.kind === 'disturbed' ? 'no verdict' : 'those are not counted';
  return [`${cell.row} was disturbed in ${disturbedRounds} of ${rounds}: ${outcome}.`];
}

function failed({ cell, failures, trials }: Row): string[] {
  const reasons = [...new Set(failures)];
  const rounds = counted(trials.filter((trial) => trial !== undefined).length, 'round');
  return reasons.map((reason) => {
    const times = failures.filter((each) => each === reason).length;
    return `${cell.row} failed in ${times} of ${rounds}: ${reason}.`;
  });
}

function clientBound(row: Row): string[] {
  if (!isClientBound(row)) return [];
  const reason = row.trials.find((trial) => trial?.quality?.label === 'client-bound')?.quality?.labelReason;
  return [
    `${row.cell.row} is client-bound${reason ? ` (${reason})` : ''}: its rate is at least what is shown, and not ranked.`,
  ];
}
