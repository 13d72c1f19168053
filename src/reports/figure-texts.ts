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
  pssKbPerConnection: text('PSS', 'kB/{unit}', 'kB/{unit}'),
  basePssKb: text('base PSS', 'kB', 'kB'),
  connectionsMaxToMin: text('connections', 'max : min', '1'),
  connectionsGini: text('connections', 'Gini', '1'),
};

/** "CPU per message": what the primary figure is an amount of. */
export function resourceOf({ primary, unit }: Scenario): string {
  if (primary === 'pssKbPerConnection') return 'memory per connection';
  if (primary === 'cpuUsPerMessage') return `CPU per ${unit}`;
  return figureTexts[primary].head(unit).join(' ');
}
