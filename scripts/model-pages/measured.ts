// Writes docs/models/measured.json from results of `forkroad compare`: node dist/scripts/model-pages/measured.js results.json
import { writeFileSync } from 'node:fs';
import { analyse } from '../../src/reports/analysis/analysis.js';
import { isClientBound, isRanked, type Row } from '../../src/reports/analysis/row.js';
import type { Table } from '../../src/reports/analysis/tables.js';
import { primaryColumn } from '../../src/reports/columns.js';
import { resourceOf } from '../../src/reports/figure-texts.js';
import { machineText } from '../../src/reports/header.js';
import { factor, significant, withInterval } from '../../src/reports/numbers.js';
import { verdictWords } from '../../src/reports/verdict-words.js';
import type { Results } from '../../src/trials/results.js';
import { readResults } from '../../src/trials/results-file.js';
import { type Measured, measuredFile } from './measured-file.js';

export function measuredOf(results: Results): Measured {
  return {
    version: 2,
    machine: machineText(results),
    date: results.startedAt.slice(0, 10),
    forkroad: results.forkroad,
    command: withoutFolder(results.commandLine).join(' '),
    baseline: results.asked.baseline,
    tables: analyse(results).tables.filter(isOfModels).map(tableOf),
  };
}

/** Where the report went says nothing of how it was measured. */
const withoutFolder = (words: readonly string[]): string[] =>
  words.filter((word, index) => word !== '--out' && words[index - 1] !== '--out');

/** Its rows are models, and they are compared. */
const isOfModels = ({ model, hasVerdicts, client }: Table): boolean =>
  model === null && hasVerdicts && client === 'native';

const tableOf = (table: Table): Measured['tables'][number] => ({
  scenario: table.scenario.name,
  title: table.title,
  resource: resourceOf(table.scenario),
  unit: table.scenario.unit,
  blocks: table.blocks,
  rows: table.rows.filter(({ cell }) => cell.role !== 'control').map((row) => rowOf(row, table)),
});

function rowOf(row: Row, table: Table): Measured['tables'][number]['rows'][number] {
  const { value, number, head } = primaryColumn(table);
  const figure = value(row);
  const { messagesPerSecond: rate } = row.figures;
  const ratio = row.ratios[table.scenario.primary];
  return {
    model: row.cell.row,
    figure: typeof figure === 'string' ? figure : `${withInterval(figure, number)} ${head[1]}`,
    perSecond: rate ? `${isClientBound(row) ? '≥ ' : ''}${significant(rate.median)}` : null,
    ratio: ratio && isRanked(row) ? withInterval(ratio, factor) : null,
    verdict: verdictWords(row, table),
  };
}

if (process.argv[1]?.endsWith('measured.js')) {
  const [, , results] = process.argv;
  if (results === undefined) {
    process.stderr.write('usage: node dist/scripts/model-pages/measured.js results.json\n');
    process.exit(2);
  }
  writeFileSync(measuredFile, `${JSON.stringify(measuredOf(readResults(results)), null, 2)}\n`);
  process.stdout.write(`${measuredFile}: from ${results}; now \`make docs\`\n`);
}
