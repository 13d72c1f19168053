// A scenario's section: its answer, its rankings and main charts; what else was measured is folded below, by kind.
import type { Analysis } from '../../analysis/analysis.js';
import type { Table } from '../../analysis/tables.js';
import { readingOf } from '../../header.js';
import { type Chart, figure } from '../chart.js';
import { countedCharts } from '../charts/counted.js';
import { curveChart } from '../charts/curve.js';
import { forest } from '../charts/forest.js';
import { memoryChart } from '../charts/memory.js';
import { overTime } from '../charts/over-time.js';
import { percentileChart } from '../charts/percentiles.js';
import { stripChart } from '../charts/strips.js';
import { sweepChart } from '../charts/sweep.js';
import { throughputCharts } from '../charts/throughput.js';
import { folded } from '../data-table.js';
import { el, escaped } from '../svg.js';
import { ranking } from './ranking.js';
import type { Section } from './section.js';
import { findingOf } from './verdicts.js';

/** Of more tables, or more rows in all of them, only the answers, rankings and main charts are open at first. */
const mostOpen = { tables: 6, rows: 40 };

/** One for each scenario; its name is its address. */
export function scenarioSections(analysis: Analysis): Section[] {
  const { tables } = analysis;
  const scenarios = [...new Set(tables.map(({ scenario }) => scenario))];
  return scenarios.map((scenario) => {
    const own = tables.filter((table) => table.scenario === scenario);
    const [first] = own;
    const isMany = scenario.tablePer === 'model' && tables.length > mostOpen.tables;
    const main = scenario.sweep ? sweepPart(own, analysis) : own.map((table) => tablePart(table, analysis));
    const findings = own.map((table) => findingOf(table, analysis));
    const lines = isMany && !scenario.sweep ? [...findings, foldedTables('Each model', main)] : main;
    return {
      id: scenario.name,
      title: scenario.name,
      lead: `${scenario.question} ${readingOf(scenario)}`,
      content: first ? [...lines, ...more(own, analysis)].join('') : '',
      isScenario: true,
    };
  });
}

function tablePart(table: Table, analysis: Analysis): string {
  const { results } = analysis;
  const curve = curveChart(table, results);
  const ratios = forest(table, results);
  return el(
    'article',
    { class: 'table' },
    el('h3', {}, escaped(table.title)),
    findingOf(table, analysis),
    ranking(table, results),
    ...[curve, ratios].flatMap((chart) => (chart ? [figure(chart)] : [])),
  );
}

/** One chart says it; each model's table is behind it. */
function sweepPart(tables: readonly Table[], analysis: Analysis): string[] {
  const chart = sweepChart(tables, analysis.results);
  const each = tables.map((table) =>
    el('article', { class: 'table' }, el('h3', {}, escaped(table.title)), ranking(table, analysis.results)),
  );
  const findings = tables.map((table) => findingOf(table, analysis));
  return [...findings, chart ? figure(chart) : '', foldedTables('Each model’s table', each)];
}

const foldedTables = (title: string, parts: readonly string[]): string =>
  folded(title, el('div', { class: 'folded' }, ...parts));

interface More {
  title: string;
  /** What it is for. */
  lead: string;
  charts: Chart[];
}

function more(tables: readonly Table[], { results, tables: all }: Analysis): string[] {
  const rows = all.reduce((sum, table) => sum + table.rows.length, 0);
  const isOpen = all.length <= mostOpen.tables && rows <= mostOpen.rows;
  return kinds(tables, results)
    .filter(({ charts }) => charts.length > 0)
    .map(({ title, lead, charts }) =>
      el(
        'details',
        { class: 'charts', open: isOpen },
        el('summary', {}, escaped(title)),
        el('p', { class: 'lead' }, escaped(lead)),
        ...charts.map(figure),
      ),
    );
}

function kinds(tables: readonly Table[], results: Analysis['results']): More[] {
  const ofTables = tables.filter(({ scenario }) => !scenario.sweep);
  const each = (draw: (table: Table) => Chart | Chart[] | undefined) => ofTables.flatMap((table) => draw(table) ?? []);
  return [
    {
      title: 'Latency',
      lead: 'How latency is spread: measured by a client that shares the machine.',
      charts: each((table) => percentileChart(table, results)),
    },
    {
      title: 'Throughput',
      lead: 'How much the server and this client did together.',
      charts: throughputCharts(ofTables, results),
    },
    {
      title: 'Block by block',
      lead: 'The blocks are the samples; here is every one of them.',
      charts: each((table) => stripChart(table, results)),
    },
    {
      title: 'Processes, threads and memory',
      lead: 'What a server is made of while it serves.',
      charts: each((table) => memoryChart(table, results) ?? overTime(table, results)),
    },
    {
      title: 'Counted figures',
      lead: 'Counts are trusted most: they hardly depend on how busy the machine is.',
      charts: each((table) => countedCharts(table, results)),
    },
  ];
}
