// The runtime at rest: what each server is and costs before any client, and CPU with and without that.
import type { Results } from '../../../trials/results.js';
import type { Analysis } from '../../analysis/analysis.js';
import type { Table } from '../../analysis/tables.js';
import { figureTexts } from '../../figure-texts.js';
import type { Grid } from '../../grid.js';
import { absent, significant, type WriteNumber, whole } from '../../numbers.js';
import { table as dataTable, folded } from '../data-table.js';
import { el } from '../svg.js';

type Models = Results['models'];

/** Empty where no model was measured at rest. */
export function atRestTables(analysis: Analysis): string {
  const { models } = analysis.results;
  if (models.every(({ atRest }) => atRest === null)) return '';
  const rest = el('article', { class: 'table' }, el('h3', {}, 'The runtime at rest'), dataTable(atRest(models)));
  const [client] = analysis.results.asked.clients;
  const loaded = analysis.tables.filter(
    (each) =>
      each.model === null && each.client === client && each.rows.some(({ figures }) => figures.grossCpuUsPerMessage),
  );
  const both = loaded.map((table) => dataTable(underLoad(table, models)));
  return both.length === 0 ? rest : rest + folded('CPU with and without what the runtime uses by itself', ...both);
}

const atRest = (models: Models): Grid => ({
  caption: 'The server without a client.',
  head: ['model', 'written in', 'processes', 'threads', 'PSS kB', 'start-up CPU ms', 'idle CPU µs/s', 'ready after ms'],
  rows: models.map(({ name, language, startUpMs, atRest: rest }) => [
    name,
    language ?? absent,
    text(rest?.processes, whole),
    text(rest?.threads, whole),
    text(rest?.pssKb, significant),
    text(rest?.startUpCpuMs, significant),
    text(rest?.idleCpuUsPerSecond, significant),
    text(startUpMs, significant),
  ]),
});

const text = (value: number | null | undefined, write: WriteNumber): string =>
  value === null || value === undefined ? absent : write(value);

function underLoad({ title, scenario, rows }: Table, models: Models): Grid {
  const [, perUnit] = figureTexts.grossCpuUsPerMessage.head(scenario.unit);
  return {
    caption: `${title}. Gross: all CPU of the process tree; net: less what its runtime uses without a client.`,
    head: ['model', `gross CPU ${perUnit}`, `net CPU ${perUnit}`, 'threads at rest', 'threads at peak'],
    rows: models.map(({ name, atRest: rest, spins }) => {
      const figures = rows.find(({ cell }) => cell.row === name)?.figures;
      return [
        name,
        text(figures?.grossCpuUsPerMessage?.median, significant),
        text(figures?.cpuUsPerMessage?.median, significant) + (spins ? ' (spins: nothing is taken off)' : ''),
        text(rest?.threads, whole),
        text(figures?.peakThreads?.median, whole),
      ];
    }),
  };
}
