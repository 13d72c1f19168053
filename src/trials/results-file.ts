// results.json on disk: whole or not there at all, and checked against its schema when it is read.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { printable } from '../text/printable.js';
import { type Results, resultsSchema, resultsVersion } from './results.js';
import { whatDoesNotFit, whatIsStrange } from './results-check.js';

/** Written beside its place and renamed into it: a reader never meets half a file. Makes its folder. */
export function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary);
    throw error;
  }
}

export const writeResults = (path: string, results: Results): void =>
  writeWhole(path, `${JSON.stringify(results, null, 2)}\n`);

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Where the reports of these results stand. */
export const folderOfResults = (fileOrFolder: string): string =>
  isFolder(fileOrFolder) ? fileOrFolder : dirname(fileOrFolder);

/** Of a file, or of the folder that holds it. Throws an Error whose message says what is wrong with the file. */
export function readResults(fileOrFolder: string): Results {
  const path = isFolder(fileOrFolder) ? join(fileOrFolder, 'results.json') : fileOrFolder;
  const document = parse(path);
  const version = (document as { version?: unknown } | null)?.version;
  if (version !== resultsVersion) {
    const given = typeof version === 'number' ? version : 'none';
    throw new Error(`${path}: expected results of version ${resultsVersion}, got ${given}`);
  }
  const refused = (why: string) => new Error(`${path}: not results of forkroad compare: ${why}`);
  const strange = whatIsStrange(document);
  if (strange !== undefined) throw refused(strange);
  const checked = resultsSchema.safeParse(document);
  if (!checked.success) throw refused(firstIssue(checked.error));
  const unfit = whatDoesNotFit(checked.data);
  if (unfit !== undefined) throw refused(unfit);
  return { ...checked.data, summary: null };
}

/** "asked.seed: expected number, received string (and 3 more)". */
function firstIssue({ issues }: z.ZodError): string {
  const [first] = issues;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return `${first?.path.join('.')}: ${first?.message}${more}`;
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`cannot read ${path}: ${printable((error as Error).message)}`);
  }
}

/** The JSON Schema (draft 2020-12) that is shipped as schemas/results.schema.json. */
export function resultsJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(resultsSchema), null, 2)}\n`;
}
