// Results in a folder of their own, as if a comparison on this machine had left them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { thisMachine } from '../../src/trials/machine.js';
import type { Results } from '../../src/trials/results.js';

export function temporaryFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'forkroad-compare-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const ofThisMachine = (results: Results): Results => ({ ...results, machine: thisMachine() });

/** The file's path. */
export function stored(t: ExecutionContext, results: Results): string {
  const file = join(temporaryFolder(t), 'results.json');
  writeFileSync(file, JSON.stringify(results));
  return file;
}
