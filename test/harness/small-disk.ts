// A disk of a few kB for one test, mounted by root; elsewhere the test is skipped, with its reason.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { skip } from './tools.js';

/** The folder where it is mounted; undefined where it cannot be. */
export function smallDisk(t: ExecutionContext, options: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'forkroad-disk-'));
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'forkroad-test', folder]);
  t.teardown(() => {
    if (status === 0) spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  if (status === 0) return folder;
  skip(t, `needs to mount a disk: ${String(stderr).trim()}`);
  return undefined;
}
