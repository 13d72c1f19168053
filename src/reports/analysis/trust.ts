// How far the whole comparison can be trusted: what was kept, what was disturbed, what was at the client's limit.
import type { Results } from '../../trials/results.js';
import type { RawWindow } from '../../trials/trial-result.js';
import { isClientBound, type Row } from './row.js';
import type { Table } from './tables.js';

export interface Trust {
  resolutions: { table: Table; percent: number | undefined }[];
  windows: { kept: number; all: number };
  trials: { all: number; disturbed: number; failed: number; queuedAgain: number };
  clientBound: Row[];
  disturbed: Row[];
  /** Of the CPU time of all windows; undefined where there were none. */
  stolenShare: number | undefined;
  foreignShare: number | undefined;
}

export function trustOf(results: Results, tables: readonly Table[]): Trust {
  const trials = results.rounds.flatMap((round) => round.trials);
  const qualities = trials.flatMap(({ quality }) => quality ?? []);
  const windows = trials.flatMap(({ measured }) => measured?.raw.windows ?? []);
  const rows = tables.flatMap((table) => table.rows);
  return {
    resolutions: tables
      .filter(({ hasVerdicts }) => hasVerdicts)
      .map((table) => ({ table, percent: table.resolutionPercent })),
    windows: { kept: sum(qualities.map(({ kept }) => kept)), all: sum(qualities.map((quality) => quality.windows)) },
    trials: {
      all: trials.length,
      disturbed: qualities.filter(({ isDisturbed }) => isDisturbed).length,
      failed: trials.filter(({ failed }) => failed !== null).length,
      queuedAgain: sum(trials.map(({ attempt }) => attempt - 1)),
    },
    clientBound: rows.filter(isClientBound),
    disturbed: rows.filter(({ verdict }) => verdict.kind === 'disturbed'),
    stolenShare: shareOf('stolenUs', windows, results.machine.cpus),
    foreignShare: shareOf('foreignUs', windows, results.machine.cpus),
  };
}

function shareOf(what: 'stolenUs' | 'foreignUs', windows: readonly RawWindow[], cpus: number): number | undefined {
  const availableUs = sum(windows.map(({ durationMs }) => durationMs * 1000 * cpus));
  return availableUs === 0 ? undefined : sum(windows.map((window) => window[what])) / availableUs;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
