// What autocannon says of the run by itself, to stand beside what was recomputed from its events.
import { createRequire } from 'node:module';
import type { Result } from 'autocannon';
import type { LoadDocument } from '../document.js';

/** How often autocannon samples its rate, and looks whether it shall stop. */
export const sampleMs = 100;

export function ownFigures(result: Result): NonNullable<LoadDocument['autocannon']> {
  const { latency, requests, errors, duration } = result;
  return {
    version: versionOf(),
    seconds: duration,
    responses: requests.total,
    requestsPerSecond: (requests.average * 1000) / sampleMs,
    latencyMs: { p50: latency.p50, p90: latency.p90, p99: latency.p99, max: latency.max },
    errors,
  };
}

const versionOf = (): string => createRequire(import.meta.url)('autocannon/package.json').version;
