// A C program of the project, compiled for a test into a folder that goes with it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ExecutionContext } from 'ava';

/** The program's file. The addon is built by a compiler, so that there is one. */
export function compiled(t: ExecutionContext, source: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'forkroad-compiled-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const program = join(folder, basename(source, '.c'));
  execFileSync('cc', ['-O2', '-pthread', '-o', program, source]);
  return program;
}
