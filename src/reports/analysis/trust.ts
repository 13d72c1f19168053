// How far the whole comparison can be trusted: what was kept, what was disturbed, what was at the client's limit.

import type { ControlFinding } from '../../statistics/deciding.js';
import type { Results } from '../../trials/results.js';
import type { RawWindow } from '../../trials/trial-result.js';
import { isClientBound, type Row } from './row.js';
import { decidedRows, rowsToDecide, type Table } from './tables.js';

export interface Trust {
  /** Where the control of each table lies; undefined of too few blocks. */
  controls: { table: Table; finding: ControlFinding | undefined }[];
  /** Rows with a verdict, of those that might have one on a quiet machine. */
  decided: { count: number; of: number };
  /** Rows that might have one and have none. */
  undecided: { table: Table; row: Row }[];
  windows: { kept: number; all: number };
  trials: { all: number; disturbed: number; failed: number; queuedAgain: number };
  clientBound: Row[];
  disturbed: Row[];
  /** Of the CPU time of all windows; undefined where there were none. */
  stolenShare: number | undefined;
  foreignShare: number | undefined;
}

export function trustOf(results: Results, tables: readonly Table[]): Trust {
  const trials = results.blocks.flatMap((block) => block.trials);
  const qualities = trials.flatMap(({ quality }) => quality ?? []);
  const windows = trials.flatMap(({ measured }) => measured?.raw.windows ?? []);
  const rows = tables.flatMap((table) => table.rows);
  const compared = tables.filter(({ hasVerdicts }) => hasVerdicts);
  const might = compared.flatMap((table) => rowsToDecide(table).map((row) => ({ table, row })));
  return {
    controls: compared.map((table) => ({ table, finding: table.finding })),
    decided: { count: compared.flatMap(decidedRows).length, of: might.length },
    undecided: might.filter(({ table, row }) => !decidedRows(table).includes(row)),
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
