// Two clients against the same servers: how much of a figure was the client.

import type { Client } from '../../load/clients.js';
import { pairedLogRatios } from '../../statistics/paired-ratios.js';
import type { Results } from '../../trials/results.js';
import type { Trial } from '../../trials/trial-result.js';
import { isCounted, valuesOf } from './counted.js';
import { type Estimate, estimate, estimateRatio } from './estimate.js';
import type { Row } from './row.js';
import type { Table } from './tables.js';

/** A row under one client. */
export interface Driven {
  row: Row;
  perSecond: Estimate | undefined;
  /** What each message or request cost the client itself. */
  clientCpuUs: Estimate | undefined;
}

/** The same model under two clients. */
export interface DrivenPair {
  own: Driven;
  other: Driven;
  /** own / other, paired within blocks. */
  rateRatio: Estimate | undefined;
  cpuRatio: Estimate | undefined;
}

export interface ClientsCompared {
  /** That of the first client; the other has the same scenario and connections. */
  table: Table;
  ownClient: Client;
  otherClient: Client;
  pairs: DrivenPair[];
}

/** Empty where one client drove everything. */
export function clientsOf({ asked: { clients } }: Results, tables: readonly Table[]): ClientsCompared[] {
  const [first, ...others] = clients;
  return tables
    .filter(({ client }) => client === first)
    .flatMap((table) =>
      others.flatMap((client) => {
        const beside = tables.find((each) => each.client === client && isOfSame(each, table));
        return beside ? [{ table, ownClient: table.client, otherClient: client, pairs: pairsOf(table, beside) }] : [];
      }),
    )
    .filter(({ pairs }) => pairs.length > 0);
}

const isOfSame = (a: Table, b: Table): boolean =>
  a.scenario === b.scenario && a.connections === b.connections && a.model === b.model;

function pairsOf(table: Table, beside: Table): DrivenPair[] {
  return table.rows.flatMap((row) => {
    const other = beside.rows.find(({ cell }) => cell.row === row.cell.row);
    if (!other || ![row, other].some(({ figures }) => figures.messagesPerSecond)) return [];
    const ratio = (values: (row: Row) => (number | null)[]) =>
      estimateRatio(pairedLogRatios(values(row), values(other)));
    return [
      {
        own: drivenOf(row),
        other: drivenOf(other),
        rateRatio: ratio(({ trials }) => valuesOf(trials, 'messagesPerSecond')),
        cpuRatio: ratio(clientCpuOf),
      },
    ];
  });
}

const drivenOf = (row: Row): Driven => ({
  row,
  perSecond: row.figures.messagesPerSecond,
  clientCpuUs: estimate(clientCpuOf(row)),
});

const clientCpuOf = ({ trials }: Row): (number | null)[] => trials.map(clientCpuUsOf);

/** Of the windows that count, by the messages in them. */
function clientCpuUsOf(trial: Trial | undefined): number | null {
  if (!isCounted(trial)) return null;
  const windows = (trial.measured.raw.windows ?? []).filter(({ disturbedBy }) => disturbedBy.length === 0);
  const sum = (key: 'clientCpuUs' | 'messages') => windows.reduce((total, window) => total + window[key], 0);
  return sum('messages') === 0 || sum('clientCpuUs') === 0 ? null : sum('clientCpuUs') / sum('messages');
}
