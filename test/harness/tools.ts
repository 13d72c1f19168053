// System tools that a test needs: missing ones are a failure in CI, and elsewhere a skip with its reason.
import { spawnSync } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import type { ExecutionContext } from 'ava';

/** False, with a logged reason, where the tool is missing; in CI it fails the test instead. */
export function hasTool(t: ExecutionContext, tool: string): boolean {
  const { error } = spawnSync(tool, ['--version']);
  if (error) skip(t, `needs ${tool}`);
  return !error;
}

/** As hasTool, of the address ::1. */
export function hasIPv6(t: ExecutionContext): boolean {
  const isThere = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));
  if (!isThere) skip(t, 'needs ::1');
  return isThere;
}

/** The reason is logged, and counted by scripts/run-tests.ts; in CI it is a failure. */
export function skip(t: ExecutionContext, reason: string): void {
  if (process.env.CI) {
    t.fail(reason);
  } else {
    t.pass();
    t.log(`skipped: ${reason}`);
  }
}
