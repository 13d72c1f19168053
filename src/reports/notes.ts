// What is to be said below a table: what is not compared, what failed, what cannot be, each with its reason.
import type { Results } from '../trials/results.js';
import { counted } from './numbers.js';
import { isComparable, type Row } from './row.js';

export function notesOf(rows: readonly Row[], { rounds }: Results): string[] {
  return rows.flatMap((row) => [...impossible(row), ...partlyServed(row), ...failed(row, rounds.length)]);
}

const impossible = ({ cell }: Row): string[] =>
  cell.impossible === null ? [] : [`${cell.model} × ${cell.connections}: impossible: ${cell.impossible}.`];

function partlyServed(row: Row): string[] {
  if (row.served === undefined || isComparable(row)) return [];
  return [`${row.cell.model} served ${row.served} of ${row.cell.connections} connections: shown, not compared.`];
}

function failed({ cell, failures }: Row, rounds: number): string[] {
  const reasons = [...new Set(failures)];
  return reasons.map((reason) => {
    const times = failures.filter((each) => each === reason).length;
    return `${cell.model} failed in ${times} of ${counted(rounds, 'round')}: ${reason}.`;
  });
}
