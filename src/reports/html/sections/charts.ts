// The sections that consist of charts, in the order of the page.
import type { Analysis } from '../../analysis/analysis.js';
import { type Chart, figure } from '../chart.js';
import { countedCharts } from '../charts/counted.js';
import { decomposition } from '../charts/decomposition.js';
import { forest } from '../charts/forest.js';
import { memoryChart } from '../charts/memory.js';
import { overTime } from '../charts/over-time.js';
import { percentileChart } from '../charts/percentiles.js';
import { stripChart } from '../charts/strips.js';
import { throughputChart } from '../charts/throughput.js';
import { atRestTables } from './at-rest.js';
import type { Section } from './section.js';

type Maybe = Chart | undefined;

/** A section without any chart is left out. */
export function chartSections(analysis: Analysis): Section[] {
  const { tables, twins, results } = analysis;
  const scenarios = [...new Set(tables.map(({ scenario }) => scenario))];
  const each = (draw: (table: (typeof tables)[number]) => Maybe | Chart[]) =>
    tables.flatMap((table) => draw(table) ?? []);
  const rates = scenarios.flatMap((scenario) => {
    const own = tables.filter((table) => table.scenario === scenario);
    const groups = scenario.tablePer === 'model' ? own.map((table) => [table]) : [own];
    return groups.flatMap((group) => throughputChart(group, results) ?? []);
  });
  const twinCharts = twins.filter(({ costs }) => costs.length > 0).map((pair) => decomposition(pair, results));
  return [
    of(
      'ratios',
      'Ratios',
      'The main chart: each model by the baseline of the same round, so that a slow minute of the machine drops out.',
      each((table) => forest(table, results)),
    ),
    withAtRest(
      of(
        'runtime',
        'Model and runtime',
        'The same model in two languages tells what is the model and what is the runtime.',
        twinCharts,
      ),
      analysis,
    ),
    of(
      'latency',
      'Latency',
      'Shown, never ranked: latency is measured by a client that shares the machine.',
      each((table) => percentileChart(table, results)),
    ),
    of('throughput', 'Throughput', 'How much the server and this client did together.', rates),
    of(
      'rounds',
      'Round by round',
      'The rounds are the samples; here is every one of them.',
      each((table) => stripChart(table, results)),
    ),
    of(
      'time',
      'Processes, threads and memory',
      'What a server is made of while it serves.',
      each((table) => memoryChart(table, results) ?? overTime(table, results)),
    ),
    of(
      'counted',
      'Counted figures',
      'Counts are trusted most: they hardly depend on how busy the machine is.',
      each((table) => countedCharts(table, results)),
    ),
  ].filter(({ content }) => content !== '');
}

const of = (id: string, title: string, lead: string, charts: readonly Chart[]): Section => ({
  id,
  title,
  lead,
  content: charts.map(figure).join(''),
});

const withAtRest = (section: Section, analysis: Analysis): Section => ({
  ...section,
  content: section.content + atRestTables(analysis),
});
