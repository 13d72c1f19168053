// The live line of a load run: once per second, rewritten in place.
import type { LoadCounts, LoadService } from '../addon/load.cjs';
import { describeErrors } from './failure.js';
import type { LoadRun } from './run-load.js';
import { formatCount, formatUs, nouns } from './summary.js';
import { percentilesOfAll } from './to-document.js';

const intervalMs = 1000;

/** A line per second on a terminal, rewritten in place. Returns what ends it. */
export function showLive(run: LoadRun): () => void {
  let messagesBefore = 0;
  const began = performance.now();
  let openingUntilMs = began;
  const timer = setInterval(() => {
    const counts = run.progress();
    const now = performance.now();
    if (counts.phase === 'opening') openingUntilMs = now;
    const messages = counts.windows.reduce((sum, window) => sum + window.messages, 0);
    const leftMs = run.warmUpMs + run.durationMs - (now - openingUntilMs);
    const line = liveLine(counts, {
      service: run.service,
      perSecond: ((messages - messagesBefore) * 1000) / intervalMs,
      elapsedSeconds: (now - began) / 1000,
      secondsLeft: Math.max(0, leftMs / 1000),
    });
    messagesBefore = messages;
    process.stderr.write(`\r\x1b[K${line.slice(0, process.stderr.columns - 1)}`);
  }, intervalMs);
  return () => {
    clearInterval(timer);
    process.stderr.write('\r\x1b[K');
  };
}

interface Moment {
  service: LoadService;
  perSecond: number;
  elapsedSeconds: number;
  secondsLeft: number;
}

/** What is left comes early, since a narrow terminal cuts the line's end. */
function liveLine(counts: LoadCounts, { service, perSecond, elapsedSeconds, secondsLeft }: Moment): string {
  const { established, served, phase, windows } = counts;
  const isMeasuring = phase === 'measuring';
  const { p50, p99 } = percentilesOfAll(windows, 'latency');
  const troubles = describeErrors(counts);
  return [
    `${elapsedSeconds.toFixed(0).padStart(3)} s, ${secondsLeft.toFixed(0)} s left`,
    isMeasuring ? `${formatCount(perSecond)} ${nouns[service]}s/s` : phase,
    isMeasuring ? `p50 ${formatUs(p50)}  p99 ${formatUs(p99)}` : '',
    `${served} of ${established} served`,
    troubles === '' ? 'no errors' : troubles,
  ]
    .filter((part) => part !== '')
    .join('  ');
}
