// The live line of a load run: once per second, rewritten in place.
import type { LoadCounts } from '../addon/load.cjs';
import { describeErrors } from './failure.js';
import type { LoadRun } from './run-load.js';
import { formatCount, formatUs } from './summary.js';

const intervalMs = 1000;

/** A line per second on a terminal, rewritten in place. Returns what ends it. */
export function showLive(run: LoadRun): () => void {
  let measuredBefore = 0;
  let measuringSince = 0;
  const began = Date.now();
  const timer = setInterval(() => {
    const counts = run.progress();
    if (counts.phase === 'measuring' && measuringSince === 0) measuringSince = Date.now();
    const perSecond = ((counts.messages - measuredBefore) * 1000) / intervalMs;
    measuredBefore = counts.messages;
    const left = (run.durationMs - (Date.now() - measuringSince)) / 1000;
    const line = liveLine(counts, perSecond, (Date.now() - began) / 1000, left);
    process.stderr.write(`\r\x1b[K${line.slice(0, process.stderr.columns - 1)}`);
  }, intervalMs);
  return () => {
    clearInterval(timer);
    process.stderr.write('\r\x1b[K');
  };
}

/** The line of this second. `secondsLeft` counts to the end of the measured window. */
function liveLine(counts: LoadCounts, perSecond: number, elapsed: number, secondsLeft: number): string {
  const { latencyUs, established, served, errors, phase } = counts;
  const state = phase === 'measuring' ? `${formatCount(perSecond)} msg/s` : phase;
  const latency = phase === 'measuring' ? `p50 ${formatUs(latencyUs.p50)}  p99 ${formatUs(latencyUs.p99)}` : '';
  const troubles = describeErrors(errors);
  return [
    `${elapsed.toFixed(0).padStart(3)} s`,
    state,
    latency,
    `${established} established, ${served} served`,
    troubles === '' ? 'no errors' : troubles,
    phase === 'measuring' ? `${Math.max(0, secondsLeft).toFixed(0)} s left` : '',
  ]
    .filter((part) => part !== '')
    .join('  ');
}
