// What a table without verdicts says, in words: what was found of each model, those with the same finding together.
import type { FigureName } from '../trials/figures.js';
import { isRanked, type Row } from './analysis/row.js';
import type { Table } from './analysis/tables.js';
import { isNeverWhole } from './columns.js';
import { amountText, resourceOf } from './figure-texts.js';
import { factor, listed } from './numbers.js';

/** Shares closer to an end than this are called none and all. */
const nearly = 0.005;

/** The busiest worker has at most this many times the connections of the least busy one: they are shared evenly. */
const evenly = 1.05;

type Finding = (row: Row, table: Table) => string;

const findings: Partial<Record<FigureName, Finding>> = {
  lostShare: lost,
  connectionsMaxToMin: shared,
  connectionsGini: shared,
};

/** "epoll and iterative lost all of the other connections and did not come back; …", in the order of the table. */
export function findingsOf(table: Table): string {
  const find = findings[table.scenario.primary] ?? amount;
  const told = table.rows.filter(isRanked).map((row) => ({ name: row.cell.row, finding: find(row, table) }));
  const clauses = [...new Set(told.map(({ finding }) => finding))].map((finding) => {
    const names = told.filter((each) => each.finding === finding).map(({ name }) => name);
    return `${listed(names)} ${finding}`;
  });
  return clauses.length === 0 ? 'Nothing was found.' : `${clauses.join('; ')}.`;
}

function lost(row: Row): string {
  const { lostShare, recoveredMs } = row.figures;
  const share = lostShare?.median ?? 0;
  if (share < nearly) return 'lost none of the other connections';
  const text = share > 1 - nearly ? 'all' : amountText('lostShare', share, 'connection');
  const end = recoveredMs
    ? `was whole again after ${amountText('recoveredMs', recoveredMs.median, 'connection')}`
    : isNeverWhole(row)
      ? 'did not come back'
      : 'was not seen to come back';
  return `lost ${text} of the other connections and ${end}`;
}

function shared({ figures: { connectionsMaxToMin: ratio, connectionsGini: gini } }: Row): string {
  const coefficient = gini ? ` (Gini ${factor(gini.median)})` : '';
  if (!ratio) return `left a worker without any connection${coefficient}`;
  const times = ratio.median;
  if (times <= evenly) return 'shared the connections evenly over its workers';
  return `gave its busiest worker ${factor(times)} times the connections of its least busy one${coefficient}`;
}

function amount({ figures }: Row, { scenario }: Table): string {
  const { primary, unit } = scenario;
  const value = figures[primary]?.median;
  return value === undefined ? 'has no figure' : `has a ${resourceOf(scenario)} of ${amountText(primary, value, unit)}`;
}
