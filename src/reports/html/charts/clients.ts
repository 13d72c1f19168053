// The rate of each model under two clients, side by side on one axis.
import type { Results } from '../../../trials/results.js';
import type { ClientsCompared, Driven, DrivenPair } from '../../analysis/clients.js';
import { isClientBound } from '../../analysis/row.js';
import { clientName, clientsGrid, rateText, timesText } from '../../client-texts.js';
import { absent, factor, tickText } from '../../numbers.js';
import type { Chart } from '../chart.js';
import { markOf } from '../marks.js';
import { type ChartRow, drawRows } from '../row-chart.js';
import { extentOf, logScale, roomy } from '../scale.js';

export function clientsChart(compared: ClientsCompared, results: Results): Chart {
  const { table, ownClient, otherClient, pairs } = compared;
  const [own, other] = [clientName(ownClient), clientName(otherClient)];
  const rates = pairs.flatMap((pair) => [pair.own, pair.other]).flatMap(({ perSecond }) => perSecond?.median ?? []);
  return {
    id: `clients-${table.key}`,
    title: `${table.scenario.name}, ${table.connections} connections: ${own} and ${other}`,
    reading:
      `Filled: the rate under ${own}; hollow: the same server's under ${other}, in the same blocks. What lies between is ` +
      'the client. Logarithmic axis. ≥ in the table: the client was at its limit, and the server could do more.',
    data: clientsGrid(compared),
    draw: (frame) =>
      drawRows(
        {
          rows: pairs.map((pair) => chartRow(pair, [own, other], results)),
          scale: (pixels, most) => logScale(roomy(extentOf(rates)), pixels, most),
          tick: tickText,
          axis: `${table.scenario.unit}s per second`,
        },
        frame,
      ),
  };
}

function chartRow({ own, other, rateRatio }: DrivenPair, [name, beside]: [string, string], results: Results): ChartRow {
  const rate = ({ row, perSecond }: Driven, client: string) =>
    `${client} ${rateText({ row, perSecond, clientCpuUs: undefined })}${isClientBound(row) ? ' (client limit)' : ''}`;
  return {
    name: own.row.cell.row,
    mark: markOf(own.row, results),
    value: own.perSecond,
    beside: other.perSecond,
    text: rateRatio ? timesText(rateRatio) : absent,
    brief: rateRatio ? `${factor(rateRatio.median)} ×` : absent,
    tip: `${own.row.cell.row}: ${rate(own, name)}, ${rate(other, beside)}`,
  };
}
