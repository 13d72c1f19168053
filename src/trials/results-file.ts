// results.json on disk: whole or not there at all, and checked against its schema when it is read.
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type Results, resultsSchema, resultsVersion } from './results.js';

/** Written beside its place and renamed into it: a reader never meets half a file. Makes its folder. */
export function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(temporary, text);
  renameSync(temporary, path);
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
    throw new Error(`${path}: expected results of version ${resultsVersion}, got ${JSON.stringify(version) ?? 'none'}`);
  }
  const checked = resultsSchema.safeParse(document);
  if (checked.success) return checked.data;
  throw new Error(`${path}: not results of forkroad compare:\n${z.prettifyError(checked.error)}`);
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`cannot read ${path}: ${(error as Error).message}`);
  }
}

/** The JSON Schema (draft 2020-12) that is shipped as schemas/results.schema.json. */
export function resultsJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(resultsSchema), null, 2)}\n`;
}
