// What each figure is called, and how its numbers are written.
import type { FigureName } from '../trials/figures.js';
import type { Scenario } from '../trials/scenario.js';
import { significant, type WriteNumber, whole } from './numbers.js';

type Unit = Scenario['unit'];

export interface FigureText {
  /** Over two lines: what, and of what or in what unit. */
  head(unit: Unit): readonly [string, string];
  /** The unit alone, for a machine. */
  unit(unit: Unit): string;
  number: WriteNumber;
}

const text = (what: string, of: string, unit: string, number: WriteNumber = significant): FigureText => ({
  head: (each) => [what.replace('{unit}', each), of.replace('{unit}', each)],
  unit: (each) => unit.replace('{unit}', each),
  number,
});

export const figureTexts: Record<FigureName, FigureText> = {
  messagesPerSecond: text('{unit}s', '/s', '{unit}s/s'),
  p50Us: text('p50', 'µs', 'µs'),
  p90Us: text('p90', 'µs', 'µs'),
  p99Us: text('p99', 'µs', 'µs'),
  p999Us: text('p99.9', 'µs', 'µs'),
  maxUs: text('max', 'µs', 'µs'),
  cpuUsPerMessage: text('CPU', 'µs/{unit}', 'µs/{unit}'),
  grossCpuUsPerMessage: text('gross CPU', 'µs/{unit}', 'µs/{unit}'),
  contextSwitchesPerMessage: text('switches', '/{unit}', '1/{unit}'),
  peakProcesses: text('processes', 'at most', '1', whole),
  peakThreads: text('threads', 'at most', '1', whole),
  pssKbPerConnection: text('PSS', 'kB/connection', 'kB/connection'),
  basePssKb: text('base PSS', 'kB', 'kB'),
  connectionsMaxToMin: text('connections', 'max : min', '1'),
  connectionsGini: text('connections', 'Gini', '1'),
  usPerMessage: text('time', 'µs/{unit}', 'µs/{unit}'),
  cpuUsPerSecond: text('CPU', 'µs/s', 'µs/s'),
  idleCpuUsPerSecond: text('CPU idle', 'µs/s', 'µs/s'),
  pssKb: text('PSS', 'kB', 'kB'),
  pssGrowthKb: text('PSS growth', 'kB', 'kB'),
  mostHeld: text('held', 'at most', '1', whole),
  lostShare: text('lost', 'share', '1'),
  recoveredMs: text('recovered', 'ms', 'ms'),
  companionMessagesPerSecond: text('other client', '/s', '{unit}s/s'),
  capacityPerSecond: text('capacity', '/s', '{unit}s/s'),
  closedLoopP99Us: text('p99 closed', 'loop µs', 'µs'),
  kneeShare: text('knee', 'of capacity', '1'),
};

const resources: Partial<Record<FigureName, string>> = {
  pssKbPerConnection: 'memory per connection',
  cpuUsPerMessage: 'CPU per {unit}',
  usPerMessage: 'time per {unit}',
  cpuUsPerSecond: 'CPU per second',
  pssGrowthKb: 'growth of memory',
  lostShare: 'share of connections lost',
};

/** "CPU per message": what the primary figure is an amount of. */
export function resourceOf({ primary, unit }: Pick<Scenario, 'primary' | 'unit'>): string {
  return resources[primary]?.replace('{unit}', unit) ?? figureTexts[primary].head(unit).join(' ');
}
