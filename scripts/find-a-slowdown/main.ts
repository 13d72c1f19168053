// `make find-a-slowdown`: does a comparison find a planted slowdown, and none where there is none?
import { requireWritable } from '../../src/cli/compare-saving.js';
import { exitCodes } from '../../src/cli/errors.js';
import { interruption } from '../../src/cli/interrupt.js';
import { duration } from '../../src/reports/numbers.js';
import { Comparisons } from './comparisons.js';
import { type Asked, askedBy } from './options.js';
import { inWords, summaryOf } from './summary.js';

async function runMissing(comparisons: Comparisons, { rows, comparisons: count }: Asked): Promise<void> {
  const missing = comparisons.missing();
  if (missing.length === 0) return;
  const startedMs = performance.now();
  const cpuUsPerMessage = await comparisons.costPerMessage();
  for (const [done, number] of missing.entries()) {
    const results = await comparisons.run(number, cpuUsPerMessage);
    if (!results) return;
    const leftMs = ((performance.now() - startedMs) / (done + 1)) * (missing.length - done - 1);
    process.stderr.write(`${number} of ${count} · ${inWords(results, rows)} · ${duration(leftMs)} left\n`);
  }
}

const asked = askedBy(process.argv.slice(2));
const signal = interruption();
try {
  requireWritable(asked.folder);
  const comparisons = new Comparisons(asked, signal);
  if (asked.isFresh) comparisons.forget();
  await runMissing(comparisons, asked);
  const { text, isMet } = summaryOf(comparisons.finished(), asked);
  process.stdout.write(text);
  process.exitCode = signal.aborted ? exitCodes.interrupted : isMet ? exitCodes.ok : exitCodes.failed;
} catch (error) {
  process.stderr.write(`find-a-slowdown: ${(error as Error).message}\n`);
  process.exitCode = exitCodes.failed;
}
