// What each figure is called, how its numbers are written, and in which words it is compared.
import type { FigureName } from '../trials/figures.js';
import type { Scenario } from '../trials/scenario.js';
import { factor, significant, type WriteNumber, whole } from './numbers.js';
import { type Measure, withUnit } from './shown-units.js';

type Unit = Scenario['unit'];

export interface FigureText {
  /** Over two lines: what, and of what or in what unit. */
  head(unit: Unit): readonly [string, string];
  /** The unit alone, for a machine. */
  unit(unit: Unit): string;
  number: WriteNumber;
  /** Of µs and kB: long numbers are shown in a larger unit. */
  measure?: Measure;
}

function text(
  what: string,
  of: string,
  unit: string,
  { number = significant, measure }: { number?: WriteNumber; measure?: Measure } = {},
): FigureText {
  return {
    head: (each) => [what.replace('{unit}', each), of.replace('{unit}', each)],
    unit: (each) => unit.replace('{unit}', each),
    number,
    ...(measure && { measure }),
  };
}

const count = { number: whole };
const time: { measure: Measure } = { measure: 'time' };
const memory: { measure: Measure } = { measure: 'memory' };

/** A share as the number before its %: 47, 3.1. */
const percents = {
  number: (share: number): string =>
    String(share >= 0.1 ? Math.round(100 * share) : Number((100 * share).toPrecision(2))),
};

export const figureTexts: Record<FigureName, FigureText> = {
  messagesPerSecond: text('{unit}s', '/s', '{unit}s/s'),
  p50Us: text('p50', 'µs', 'µs', time),
  p90Us: text('p90', 'µs', 'µs', time),
  p99Us: text('p99', 'µs', 'µs', time),
  p999Us: text('p99.9', 'µs', 'µs', time),
  maxUs: text('max', 'µs', 'µs', time),
  cpuUsPerMessage: text('CPU', 'µs/{unit}', 'µs/{unit}'),
  grossCpuUsPerMessage: text('gross CPU', 'µs/{unit}', 'µs/{unit}'),
  coldCpuUsPerMessage: text('cold CPU', 'µs/{unit}', 'µs/{unit}'),
  contextSwitchesPerMessage: text('switches', '/{unit}', '1/{unit}'),
  peakProcesses: text('processes', 'at most', '1', count),
  peakThreads: text('threads', 'at most', '1', count),
  pssKbPerConnection: text('PSS', 'kB/connection', 'kB/connection', memory),
  basePssKb: text('base PSS', 'kB', 'kB', memory),
  connectionsMaxToMin: text('connections', 'max : min', '1', { number: factor }),
  connectionsGini: text('connections', 'Gini', '1'),
  queueWaitUs: text('queue', 'wait µs', 'µs', time),
  deepestQueue: text('queue', 'at most', '1', count),
  usPerMessage: text('time', 'µs/{unit}', 'µs/{unit}', time),
  cpuUsPerSecond: text('CPU', 'µs/s', 'µs/s'),
  idleCpuUsPerSecond: text('CPU idle', 'µs/s', 'µs/s'),
  pssKb: text('PSS', 'kB', 'kB', memory),
  pssGrowthKb: text('PSS growth', 'kB', 'kB', memory),
  mostHeld: text('held', 'at most', '1', count),
  lostShare: text('lost', '% of others', '1', percents),
  recoveredMs: text('recovered', 'ms', 'ms'),
  companionMessagesPerSecond: text('other client', '/s', '{unit}s/s'),
  capacityPerSecond: text('capacity', '/s', '{unit}s/s'),
  closedLoopP99Us: text('p99 closed', 'loop µs', 'µs', time),
  kneeShare: text('knee', '% of capacity', '1', percents),
};

/** The words in which a figure is compared with the baseline's. */
export interface Comparing {
  /** "CPU per message": what it is an amount of. */
  resource: string;
  /** Of verdicts: "cheaper by 12 %", "2.9 × costlier". */
  less: string;
  more: string;
  /** Of sentences: "22 % less", "46 % more", "594 × as much". */
  amounts: { less: string; more: string; times: string };
  /** "epoll needs … less CPU"; null where the figure is spoken of: "the p99 latency of epoll is … lower". */
  verb: 'needs' | 'takes' | null;
}

type Manner = Omit<Comparing, 'resource'>;

const much = { less: 'less', more: 'more', times: 'as much' };
const costs: Manner = { less: 'cheaper', more: 'costlier', amounts: much, verb: 'needs' };
const lasts: Manner = { less: 'faster', more: 'slower', amounts: much, verb: 'takes' };
const stands: Manner = {
  ...{ less: 'lower', more: 'higher', verb: null },
  amounts: { less: 'lower', more: 'higher', times: 'as high' },
};

const compared: Partial<Record<FigureName, readonly [string, Manner]>> = {
  pssKbPerConnection: ['memory per connection', costs],
  basePssKb: ['memory without connections', costs],
  pssKb: ['memory', costs],
  cpuUsPerMessage: ['CPU per {unit}', costs],
  grossCpuUsPerMessage: ['gross CPU per {unit}', costs],
  cpuUsPerSecond: ['CPU per second', costs],
  contextSwitchesPerMessage: ['context switches per {unit}', { ...costs, less: 'fewer', more: 'more' }],
  usPerMessage: ['time per {unit}', lasts],
  recoveredMs: ['time to recover', lasts],
  p50Us: ['p50 latency', stands],
  p90Us: ['p90 latency', stands],
  p99Us: ['p99 latency', stands],
  closedLoopP99Us: ['p99 latency in a closed loop', stands],
  pssGrowthKb: ['growth of memory', stands],
  lostShare: ['share of connections lost', stands],
  connectionsMaxToMin: ['ratio of the busiest to the least busy worker', stands],
  connectionsGini: ['Gini coefficient', stands],
};

export function comparingOf({ primary, unit }: Pick<Scenario, 'primary' | 'unit'>): Comparing {
  const [resource, manner] = compared[primary] ?? [figureTexts[primary].head(unit).join(' '), stands];
  return { resource: resource.replace('{unit}', unit), ...manner };
}

/** "CPU per message": what the primary figure is an amount of. */
export const resourceOf = (scenario: Pick<Scenario, 'primary' | 'unit'>): string => comparingOf(scenario).resource;

/** "130 ms", "24.1 MB", "47 %", "8.3 µs/message": a value by itself, with its unit. */
export function amountText(name: FigureName, value: number, unit: Unit): string {
  const { measure, number, unit: unitOf } = figureTexts[name];
  const [, per = ''] = unitOf(unit).split('/');
  if (measure) return `${withUnit(measure, value)}${per && `/${per}`}`;
  if (number === percents.number) return `${number(value)} %`;
  return unitOf(unit) === '1' ? number(value) : `${number(value)} ${unitOf(unit)}`;
}

/** The same where what it is of stands beside it: "8.3 µs". */
export const bareAmount = (name: FigureName, value: number, unit: Unit): string =>
  amountText(name, value, unit).replace(/\/.*$/, '');
