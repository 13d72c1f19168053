// The tables of a comparison: which rows stand together, what is said of each, in which order.
import type { Client } from '../../load/clients.js';
import { compareRounds, isDiscriminating, type Verdict } from '../../statistics/verdicts.js';
import type { FigureName } from '../../trials/figures.js';
import type { Cell, Results } from '../../trials/results.js';
import type { Scenario } from '../../trials/scenario.js';
import { type CellTable, logRatiosOf, tablesOfCells } from '../../trials/tables.js';
import { estimateRatio } from './estimate.js';
import { exclusionOf, withoutBaseline } from './exclusion.js';
import { allValuesOf, isMeasured } from './rounds.js';
import { isRanked, type MeasuredRow, measuredRow, type RoundRatio, type Row } from './row.js';

export interface Table {
  scenario: Scenario;
  /** Unique among the tables, and fit for an address. */
  key: string;
  title: string;
  connections: number;
  client: Client;
  /** The model whose variants its rows are; null where rows are models. */
  model: string | null;
  /** Ranked: the cheapest first, what is not compared last; a sweep in the order of its axis. The control is not among them. */
  rows: Row[];
  /** Impossible ones that would have had a table of their own. */
  leftOut: Row[];
  /** False: its figures are shown in their order, and nothing is compared. */
  hasVerdicts: boolean;
  baseline: Row | undefined;
  control: Row | undefined;
  /** What differs less than this cannot be told apart here today; undefined of too few rounds. */
  resolutionPercent: number | undefined;
  /** False: no row was told apart, which is a finding. Undefined: nothing can be said. */
  isDiscriminating: boolean | undefined;
}

/** Throws where the results are of a scenario that is not among those known. */
export function tablesOf(results: Results, known: readonly Scenario[]): Table[] {
  const scenarioNamed = (name: string): Scenario => {
    const scenario = known.find((each) => each.name === name);
    if (!scenario) throw new Error(`the results are of a scenario that this forkroad does not know: ${name}`);
    return scenario;
  };
  return withoutEmptyOnes(tablesOfCells(results.cells, scenarioNamed).map((table) => tableOf(table, results)));
}

/** A table in which nothing was possible is a note below the last one of its scenario that is none. */
function withoutEmptyOnes(all: readonly Table[]): Table[] {
  const isEmpty = ({ rows }: Table) => rows.every(({ verdict }) => verdict.kind === 'impossible');
  const tables = all.filter((table) => !isEmpty(table));
  for (const empty of all.filter(isEmpty)) {
    const last = tables.findLast(({ scenario }) => scenario === empty.scenario);
    if (last) last.leftOut.push(...empty.rows);
    else tables.push(empty);
  }
  return tables;
}

function tableOf({ key, scenario, cells }: CellTable, results: Results): Table {
  const [first] = cells as [Cell, ...Cell[]];
  const model = scenario.tablePer === 'model' ? first.model : null;
  const measured = cells.map((cell) => measuredRow(cell, results));
  const { rows, resolutionPercent } = compared(measured, scenario, results);
  const verdicts = rows.map(({ verdict }) => verdict).filter(isJudged);
  const entrants = rows.filter(({ cell }) => cell.role !== 'control');
  return {
    scenario,
    key,
    title: `${nameOf(first, results)}${model === null ? '' : `, ${model}`}: ${scenario.does(first.connections)}`,
    client: first.client,
    connections: first.connections,
    model,
    rows: scenario.sweep ? alongAxis(entrants) : ranked(entrants, scenario.primary),
    leftOut: [],
    hasVerdicts: scenario.hasVerdicts !== false,
    baseline: rows.find(({ cell }) => cell.role === 'baseline'),
    control: rows.find(({ cell }) => cell.role === 'control'),
    resolutionPercent,
    isDiscriminating: verdicts.length === 0 ? undefined : isDiscriminating(verdicts),
  };
}

/** "ping-pong", "ping-pong (http-echo, by autocannon)". */
function nameOf({ scenario, client }: Cell, { asked }: Results): string {
  const by =
    client === 'native' && asked.clients.length === 1 ? '' : `by ${client === 'native' ? 'forkroad load' : client}`;
  const how = [asked.service === 'echo' ? '' : asked.service, by].filter((part) => part !== '');
  return how.length === 0 ? scenario : `${scenario} (${how.join(', ')})`;
}

const isJudged = (verdict: Row['verdict']): verdict is Verdict =>
  ['cheaper', 'dearer', 'no-difference', 'cant-tell'].includes(verdict.kind);

function compared(
  measured: readonly MeasuredRow[],
  scenario: Scenario,
  results: Results,
): { rows: Row[]; resolutionPercent: number | undefined } {
  const baseline = measured.find(({ cell }) => cell.role === 'baseline');
  const baselineExclusion = baseline && exclusionOf(baseline, scenario);
  const rows = measured.map((row): Row => {
    const exclusion = exclusionOf(row, scenario);
    if (exclusion) return { ...row, ...roundsBeside(baseline, row, scenario), ratios: {}, verdict: exclusion };
    if (scenario.hasVerdicts === false) return { ...row, ratios: {}, roundRatios: [], verdict: { kind: 'shown' } };
    if (row === baseline) return { ...row, ratios: {}, roundRatios: [], verdict: { kind: 'baseline' } };
    if (!baseline || baselineExclusion) {
      return { ...row, ratios: {}, roundRatios: [], verdict: withoutBaseline(baseline, baselineExclusion) };
    }
    const ratios = ratiosOf(row, baseline, results);
    return { ...row, ...roundsBeside(baseline, row, scenario), ratios, verdict: { kind: 'too-few-rounds' } };
  });
  const resolutionPercent = judge(rows, (row) => logRatiosTo(baseline, row, scenario.primary, results));
  return { rows, resolutionPercent };
}

/** Gives each row that may be compared its verdict; the table's resolution comes back. */
function judge(rows: Row[], logRatios: (row: Row) => number[]): number | undefined {
  const waiting = rows.filter(({ verdict, cell }) => verdict.kind === 'too-few-rounds' && cell.role === 'entrant');
  const control = rows.find(({ cell, verdict }) => cell.role === 'control' && verdict.kind === 'too-few-rounds');
  const judged = compareRounds({
    rows: waiting.map((row) => ({ name: row.cell.row, logRatios: logRatios(row) })),
    control: control ? logRatios(control) : [],
  });
  waiting.forEach((row, i) => {
    row.verdict = judged.rows[i]?.verdict ?? row.verdict;
  });
  return judged.resolutionPercent;
}

const logRatiosTo = (baseline: MeasuredRow | undefined, row: MeasuredRow, name: FigureName, { rounds }: Results) =>
  baseline ? logRatiosOf(row.cell, baseline.cell, name, rounds) : [];

function ratiosOf(row: MeasuredRow, baseline: MeasuredRow, results: Results): Row['ratios'] {
  const ratios: Row['ratios'] = {};
  for (const name of Object.keys(row.figures) as FigureName[]) {
    const ratio = estimateRatio(logRatiosTo(baseline, row, name, results));
    if (ratio) ratios[name] = ratio;
  }
  return ratios;
}

/** Each round's ratio, disturbed ones marked; none where fewer were served than asked. */
function roundsBeside(
  baseline: MeasuredRow | undefined,
  row: MeasuredRow,
  { primary }: Scenario,
): { roundRatios: RoundRatio[] } {
  if (row === baseline || row.served === undefined || row.served < row.cell.connections) return { roundRatios: [] };
  const beside = allValuesOf(baseline?.trials ?? [], primary);
  const roundRatios = allValuesOf(row.trials, primary).flatMap((value, i) => {
    const other = beside[i] ?? null;
    if (value === null || other === null || value <= 0 || other <= 0) return [];
    const isDisturbed = [row.trials[i], baseline?.trials[i]].some(
      (trial) => isMeasured(trial) && trial.quality?.isDisturbed === true,
    );
    return [{ round: i + 1, ratio: value / other, isDisturbed }];
  });
  return { roundRatios };
}

/** By the ratio within rounds; by the figure itself where there is no baseline to compare with. */
function ranked(rows: readonly Row[], primary: FigureName): Row[] {
  const group = (row: Row) => (isRanked(row) ? 0 : row.served !== undefined ? 1 : 2);
  const hasRatios = rows.some(({ ratios }) => ratios[primary] !== undefined);
  const value = (row: Row): number => {
    if (!hasRatios) return row.figures[primary]?.median ?? Number.MAX_VALUE;
    return row.verdict.kind === 'baseline' ? 1 : (row.ratios[primary]?.median ?? Number.MAX_VALUE);
  };
  return [...rows].sort((a, b) => group(a) - group(b) || value(a) - value(b));
}

/** Their names are numbers. */
const alongAxis = (rows: readonly Row[]): Row[] => [...rows].sort((a, b) => Number(a.cell.row) - Number(b.cell.row));
