// `make test` and `make soak`: the tests, then the native core under the sanitizers and the fuzzer; ends with "N passed, N failed".
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isSoak } from '../test/harness/scale.js';
import { fuzz } from './fuzz.js';
import { briefly, type Outcome, sanitize } from './sanitize.js';

/** Per model and kind of load; `make sanitize` takes a minute. */
const sanitizerSeconds = isSoak ? 10 : 1;

/** A few seconds, or minutes; `make fuzz` takes longer. */
const fuzzExecutions = isSoak ? 1_000_000 : 20_000;

/** ava gives up when no test has ended for so long: what ava.config.mjs says, or what the longest full count takes. */
const avaOptions = isSoak ? ['--timeout', '10m'] : [];

const total = { passed: 0, failed: 0, skipped: 0 };

/** What a test logs that lacks a tool (test/harness/tools.ts); to ava it has passed. */
const skippedLine = /ℹ skipped: /g;

/** ava's own summary on the terminal, counted as it goes by. */
async function runAva(more: NodeJS.ProcessEnv = {}): Promise<void> {
  const env = { ...process.env, ...more };
  const child = spawn('npx', ['ava', ...avaOptions], { stdio: ['ignore', 'pipe', 'inherit'], env });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    process.stdout.write(chunk);
    output += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  const count = (what: string) => Number(new RegExp(`(\\d+) tests? ${what}`).exec(output.slice(-2000))?.[1] ?? 0);
  const skipped = output.match(skippedLine)?.length ?? 0;
  total.skipped += skipped;
  total.passed += count('passed') - skipped;
  const failed = count('failed');
  total.failed += code === 0 ? failed : Math.max(1, failed); // a file that did not load fails, too
}

function tell({ name, failure, skipped }: Outcome): void {
  if (skipped) {
    total.skipped++;
    process.stdout.write(`  - skipped: ${name}: ${skipped}\n`);
  } else if (failure === undefined) {
    total.passed++;
    process.stdout.write(`  ✔ ${name}\n`);
  } else {
    total.failed++;
    process.stdout.write(`  ✘ [fail]: ${name}\n${failure}\n`);
  }
}

await runAva();
await runAva({ FORKROAD_ALONE: '1' }); // what other tests on the same CPUs would disturb: *.alone.test.ts
await sanitize(sanitizerSeconds, tell, briefly);
tell({ name: `fuzz: ${fuzzExecutions} inputs to http-echo`, ...(await fuzz(fuzzExecutions, 1, () => {})) });
const skips = total.skipped === 0 ? '' : `, ${total.skipped} skipped`;
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skips}\n`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
