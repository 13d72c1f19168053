// System tools that a test needs: missing ones are a failure in CI, and elsewhere a skip with its reason.
import { spawnSync } from 'node:child_process';
import type { ExecutionContext } from 'ava';

/** False, with a logged reason, where the tool is missing; in CI it fails the test instead. */
export function hasTool(t: ExecutionContext, tool: string): boolean {
  const { error } = spawnSync(tool, ['--version']);
  if (!error) return true;
  if (process.env.CI) {
    t.fail(`${tool} is missing`);
  } else {
    t.pass();
    t.log(`skipped: needs ${tool}`); // counted by scripts/run-tests.ts
  }
  return false;
}
