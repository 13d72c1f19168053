// Where a comparison's results go: tried before anything is measured, and after each block.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withSummary } from '../reports/summary-of.js';
import type { Results } from '../trials/results.js';
import { writeResults } from '../trials/results-file.js';
import { CliError, exitCodes } from './errors.js';

/** Throws an error for people where results could not be saved in that folder: before five minutes were spent on them. */
export function requireWritable(folder: string): void {
  const probe = join(folder, `.forkroad-${process.pid}.tmp`);
  try {
    mkdirSync(folder, { recursive: true });
    try {
      writeFileSync(probe, 'x'.repeat(64 * 1024));
    } finally {
      rmSync(probe, { force: true });
    }
  } catch (error) {
    throw new CliError(`cannot save results in ${folder}: ${(error as Error).message}`, exitCodes.environment);
  }
}

/** Saves after each block. When it cannot, the comparison is to end; what was measured is still reported. */
export class Saver {
  failure: Error | undefined;

  constructor(
    private readonly folder: string,
    private readonly onFailure: () => void,
  ) {}

  save(results: Results): void {
    if (results.blocks.length === 0 || this.failure) return;
    try {
      writeResults(join(this.folder, 'results.json'), withSummary(results));
    } catch (error) {
      this.failure = error as Error;
      this.onFailure();
    }
  }
}
