// The columns of a scenario's table: what they are called, and what stands in them.
import type { Summary } from '../statistics/summary.js';
import type { FigureName } from '../trials/results.js';
import type { Scenario } from '../trials/scenario.js';
import type { Row } from './comparison.js';
import { absent } from './numbers.js';

export interface Column {
  /** Over two lines: what, and of what or in what unit. */
  head: readonly [string, string];
  /** 'range': the most important, shown with lowest and highest; 'spread': median ± the farthest; 'plain': as it is. */
  shows: 'range' | 'spread' | 'plain';
  value(row: Row): Summary | string;
}

export function columnsOf({ primary, unit }: Scenario): Column[] {
  const figure = (name: FigureName, what: string, of: string, shows: Column['shows'] = 'spread'): Column => ({
    head: [what, of],
    shows: name === primary ? 'range' : shows,
    value: (row) => row.figures[name] ?? absent,
  });
  const served: Column = { head: ['', 'served'], shows: 'plain', value: servedOf };
  const ratio: Column = { head: ['×', 'baseline'], shows: 'range', value: ratioOf };
  const size = [figure('peakProcesses', 'peak', 'procs', 'plain'), figure('peakThreads', 'peak', 'threads', 'plain')];
  if (primary === 'pssKbPerConnection') {
    const memory = figure('pssKbPerConnection', 'PSS', `kB/${unit}`);
    return [served, memory, ratio, figure('basePssKb', 'base PSS', 'kB'), ...size];
  }
  return [
    served,
    figure('cpuUsPerMessage', 'CPU', `µs/${unit}`),
    ratio,
    figure('messagesPerSecond', `${unit}s`, '/s'),
    figure('p50Us', 'p50', 'µs'),
    figure('p99Us', 'p99', 'µs'),
    figure('contextSwitchesPerMessage', 'switches', `/${unit}`),
    ...size,
  ];
}

const ratioOf = ({ isBaseline, ratio }: Row): Summary | string => (isBaseline ? '1' : (ratio ?? absent));

function servedOf({ cell, served, failures }: Row): string {
  if (cell.impossible !== null) return 'impossible';
  if (served === undefined) return failures.length > 0 ? 'failed' : absent;
  return `${served} of ${cell.connections}`;
}
