// One verification within a test: what each check said of a server.
import type { ForeignCommand } from '../../src/trials/foreign-server.js';
import type { Expectation } from '../../src/verify/expectations.js';
import { checks } from '../../src/verify/registry.js';
import { runChecks } from '../../src/verify/run-checks.js';
import { measureSlowness } from '../../src/verify/slowness.js';

const atOnce = 16;
const slowness = await measureSlowness();

export interface Verdict {
  /** By check: what was seen. */
  failed: Record<string, string>;
  held: Record<string, string>;
  skipped: Record<string, string>;
}

/** `patienceMs` is short where silence is expected, and long where it would be the machine's noise. */
export async function verdictOf(
  command: ForeignCommand,
  expected: Expectation,
  { patienceMs, only }: { patienceMs: number; only?: readonly string[] | undefined },
): Promise<Verdict> {
  const chosen = checks.filter(({ name }) => only === undefined || only.includes(name));
  const verdict: Verdict = { failed: {}, held: {}, skipped: {} };
  const { signal } = new AbortController();
  for await (const { check, result, saw } of runChecks(
    { command, expected, atOnce, patienceMs, slowness, checks: chosen },
    () => {},
    signal,
  )) {
    verdict[result === 'holds' ? 'held' : result][check.name] = saw;
  }
  return verdict;
}
