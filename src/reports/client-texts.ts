// How much of a figure was the client, in words.
import type { Client } from '../load/clients.js';
import type { ClientsCompared, Driven, DrivenPair } from './analysis/clients.js';
import type { Estimate } from './analysis/estimate.js';
import { isClientBound } from './analysis/row.js';
import type { Grid } from './grid.js';
import { absent, counted, factor, significant, type WriteEstimate, withInterval } from './numbers.js';

export const clientName = (client: Client): string => (client === 'native' ? 'forkroad load' : client);

/** "3.41 × (3.30–3.52)". */
export const timesText = ({ median, low, high }: Estimate): string =>
  `${factor(median)} × (${factor(low)}–${factor(high)})`;

const range = (values: readonly number[]): string => {
  const [least, most] = [factor(Math.min(...values)), factor(Math.max(...values))];
  return least === most ? `${least} ×` : `${least} to ${most} ×`;
};

/** Against the same servers. */
export function clientsSentence({ ownClient, otherClient, pairs }: ClientsCompared): string {
  const rates = pairs.flatMap(({ rateRatio }) => rateRatio?.median ?? []);
  const [own, other] = [clientName(ownClient), clientName(otherClient)];
  if (rates.length === 0) return `No block has a rate under both ${own} and ${other}.`;
  const cpu = pairs.flatMap(({ cpuRatio }) => (cpuRatio ? [1 / cpuRatio.median] : []));
  const bound = pairs.filter((pair) => isClientBound(pair.other.row)).length;
  const limit =
    bound === 0
      ? `${other} was nowhere the limit.`
      : `${other} itself was the limit in ${bound} of ${counted(pairs.length, 'row')}: what it shows there is its own rate, not the server's.`;
  return [
    `Against the same servers ${own} came to ${range(rates)} the rate of ${other}.`,
    ...(cpu.length > 0 ? [`Each request cost ${other} ${range(cpu)} the CPU.`] : []),
    limit,
  ].join(' ');
}

export const rateText = ({ row, perSecond }: Driven, written: WriteEstimate = withInterval): string => {
  if (!perSecond) return absent;
  return isClientBound(row) ? `≥ ${significant(perSecond.median)}` : written(perSecond, significant);
};

export function clientsGrid(
  { table, ownClient, otherClient, pairs }: ClientsCompared,
  written: WriteEstimate = withInterval,
): Grid {
  const [own, other] = [clientName(ownClient), clientName(otherClient)];
  const each = (what: string) => [`${what}, ${own}`, `${what}, ${other}`];
  return {
    caption: `${table.scenario.name}, ${counted(table.connections, 'connection')}: ${own} and ${other} against the same servers. ≥: the client was at its limit.`,
    head: [
      'model',
      ...each(`${table.scenario.unit}s/s`),
      'rate ×',
      ...each('client CPU µs'),
      'CPU ×',
      ...each('label'),
    ],
    rows: pairs.map((pair) => pairRow(pair, written)),
  };
}

function pairRow({ own, other, rateRatio, cpuRatio }: DrivenPair, written: WriteEstimate): string[] {
  const cpu = ({ clientCpuUs }: Driven) => (clientCpuUs ? written(clientCpuUs, significant) : absent);
  const times = (ratio: Estimate | undefined) => (ratio ? written(ratio, factor) : absent);
  return [
    own.row.cell.row,
    ...[rateText(own, written), rateText(other, written), times(rateRatio)],
    ...[cpu(own), cpu(other), times(cpuRatio)],
    ...[own.row.label ?? absent, other.row.label ?? absent],
  ];
}
