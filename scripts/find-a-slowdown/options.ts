// What `make find-a-slowdown` can be told.
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { exitCodes } from '../../src/cli/errors.js';
import { wholeNumber } from '../../src/cli/units.js';
import { findModel } from '../../src/models/registry.js';
import { fewestBlocks, mostUsualBlocks } from '../../src/statistics/looks.js';
import type { Entrant } from '../../src/trials/entrant.js';
import { nullRows, type PlantedRow, slowerRows } from './rows.js';

const defaults = { model: 'epoll', nullRows: 7, slowdowns: 20, nulls: 40 };

export interface Asked {
  model: Entrant;
  rows: readonly PlantedRow[];
  isNull: boolean;
  comparisons: number;
  /** A row that is not decided by then stays so. */
  atMost: number;
  folder: string;
  isFresh: boolean;
}

const description =
  'Compare a server with itself, as it is and with 5 % and 10 % more CPU per message, many times over, and count the verdicts. ' +
  'A row leaves a comparison when it is decided. Each comparison is written block by block; what is finished is not run again. ' +
  'Exit code 1: a goal is missed.';

interface Options {
  null?: number | true;
  comparisons?: number;
  blocks: number;
  model: Entrant;
  out?: string;
  fresh?: boolean;
}

const modelNamed = (name: string): Entrant => {
  const model = findModel(name);
  if (!model) throw new InvalidArgumentError('no such model.');
  return model;
};

/** Ends the process where the words make no sense, or ask for help. */
export function askedBy(words: readonly string[]): Asked {
  const command = new Command('find-a-slowdown')
    .description(description)
    .option(
      '--null [rows]',
      `every row is the same (default: ${defaults.nullRows}): how many tables have a false verdict`,
      wholeNumber(1, 100),
    )
    .option(
      '--comparisons <n>',
      `how many (default: ${defaults.slowdowns}; with --null ${defaults.nulls})`,
      wholeNumber(1, 10_000),
    )
    .option('--blocks <n>', 'of each, at most', wholeNumber(fewestBlocks, mostUsualBlocks), mostUsualBlocks)
    .option('--model <name>', `whose server (default: ${defaults.model})`, modelNamed)
    .option('--out <dir>', 'where they are written (default: reports/find-a-slowdown, or reports/null-tables)')
    .option('--fresh', 'run the finished ones again, too')
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? exitCodes.ok : exitCodes.usage))
    .parse([...words], { from: 'user' });
  const options = command.opts<Options>();
  const isNull = options.null !== undefined;
  return {
    model: options.model ?? modelNamed(defaults.model),
    rows: isNull ? nullRows(options.null === true ? defaults.nullRows : (options.null as number)) : slowerRows,
    isNull,
    comparisons: options.comparisons ?? (isNull ? defaults.nulls : defaults.slowdowns),
    atMost: options.blocks,
    folder: options.out ?? join('reports', isNull ? 'null-tables' : 'find-a-slowdown'),
    isFresh: options.fresh === true,
  };
}
