// The columns of a scenario's table: what they are called, and what stands in them.
import type { Summary } from '../statistics/summary.js';
import type { FigureName } from '../trials/results.js';
import type { Scenario } from '../trials/scenario.js';
import { absent, factor, significant, whole } from './numbers.js';
import type { Row } from './row.js';

export interface Column {
  /** Over two lines: what, and of what or in what unit. */
  head: readonly [string, string];
  /** 'range': median, lowest and highest; 'spread': where room is short, median and the distance of the farthest. */
  shows: 'range' | 'spread';
  value(row: Row): Summary | string;
  /** How each number of it is written. */
  number(value: number): string;
}

export function columnsOf({ primary, unit }: Scenario): Column[] {
  const figure = (name: FigureName, what: string, of: string): Column => ({
    head: [what, of],
    shows: name === primary ? 'range' : 'spread',
    value: (row) => row.figures[name] ?? absent,
    number: significant,
  });
  const served: Column = { head: ['', 'served'], shows: 'spread', value: servedOf, number: whole };
  const ratio: Column = { head: ['×', 'baseline'], shows: 'range', value: ratioOf, number: factor };
  const size: Column = { head: ['procs /', 'threads'], shows: 'spread', value: sizeOf, number: whole };
  if (primary === 'pssKbPerConnection') {
    const memory = figure('pssKbPerConnection', 'PSS', `kB/${unit}`);
    return [served, memory, ratio, size, figure('basePssKb', 'base PSS', 'kB')];
  }
  return [
    served,
    figure('cpuUsPerMessage', 'CPU', `µs/${unit}`),
    ratio,
    size,
    figure('messagesPerSecond', `${unit}s`, '/s'),
    figure('p50Us', 'p50', 'µs'),
    figure('p99Us', 'p99', 'µs'),
    figure('contextSwitchesPerMessage', 'switches', `/${unit}`),
  ];
}

const ratioOf = ({ isBaseline, ratio }: Row): Summary | string => (isBaseline ? '1' : (ratio ?? absent));

function servedOf({ cell, served, failures }: Row): string {
  if (cell.impossible !== null) return 'impossible';
  if (served === undefined) return failures.length > 0 ? 'failed' : absent;
  return `${served} of ${cell.connections}`;
}

/** The most at once, in the middle one of the rounds. */
function sizeOf({ figures: { peakProcesses, peakThreads } }: Row): string {
  return peakProcesses && peakThreads ? `${whole(peakProcesses.median)} / ${whole(peakThreads.median)}` : absent;
}
