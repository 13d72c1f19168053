// The servers of docs/write-your-own, built and started; also with a mistake put into their text.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { ForeignCommand } from '../../src/trials/foreign-server.js';
import type { Expectation } from '../../src/verify/expectations.js';
import { hasTool } from '../harness/tools.js';

export const folder = 'docs/write-your-own';

export const examples = {
  'iterative.c': 'spst',
  'threads.c': 'spmt',
  'forking.py': 'mpst',
  'asyncio_echo.py': 'event-loop',
  'event-loop.mjs': 'event-loop',
} as const satisfies Record<string, Expectation>;

export type Example = keyof typeof examples;

/** Replaces a piece of the text, which must be there. */
export type Edit = readonly [from: string, to: string];

const interpreters: Record<string, string> = { '.py': 'python3', '.mjs': process.execPath };

/** Undefined, with the test skipped or failed, where the compiler or the interpreter is missing. */
export function commandOf(t: ExecutionContext, name: Example, edits: readonly Edit[] = []): ForeignCommand | undefined {
  const interpreter = interpreters[extname(name)];
  if (!hasTool(t, interpreter ?? 'cc')) return undefined;
  const built = mkdtempSync(join(tmpdir(), 'forkroad-verify-'));
  t.teardown(() => rmSync(built, { recursive: true }));
  const source = join(built, name);
  writeFileSync(source, edited(readFileSync(join(folder, name), 'utf8'), edits));
  const text = `${name} {port}`;
  if (interpreter) return { file: interpreter, args: (port) => [source, String(port)], text };
  const program = join(built, 'server');
  execFileSync('cc', ['-O2', '-Wall', '-Wextra', '-Werror', '-pthread', source, '-o', program]);
  return { file: program, args: (port) => [String(port)], text };
}

function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`'${from}' is not in the example any more`);
    return before.replaceAll(from, to);
  }, text);
}
