// `make test` and `make soak`: the tests, then the native core under the sanitizers and the fuzzer; ends with "N passed, N failed".
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isSoak } from '../test/harness/scale.js';
import { fuzz } from './fuzz.js';
import { briefly, buildSanitized, type Outcome, sanitize } from './sanitize.js';

/** Per model and kind of load; `make sanitize` takes a minute. */
const sanitizerSeconds = isSoak ? 10 : 1;

/** A few seconds, or minutes; `make fuzz` takes longer. */
const fuzzExecutions = isSoak ? 1_000_000 : 20_000;

/** ava gives up when no test has ended for so long: what ava.config.mjs says, or what the longest full count takes. */
const avaOptions = isSoak ? ['--timeout', '10m'] : [];

const total = { passed: 0, failed: 0, skipped: 0 };

/** Said once more at the end, where the last lines of a long output are all that one sees. */
const failures: string[] = [];

/** What ava prints of each test, and what a test logs that lacks a tool (test/harness/tools.ts): to ava that one has passed. */
const lines = { passed: /^ *✔ /gm, failed: /^ *✘ /gm, skipped: /ℹ skipped: /g };

/** ava's lines are counted as they go by: where a test has failed, its summary does not tell how many passed. */
async function runAva(more: NodeJS.ProcessEnv = {}): Promise<void> {
  const env = { ...process.env, ...more };
  const child = spawn('npx', ['ava', ...avaOptions], { stdio: ['ignore', 'pipe', 'inherit'], env });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text);
    output += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  const count = (line: RegExp) => output.match(line)?.length ?? 0;
  const skipped = count(lines.skipped);
  total.skipped += skipped;
  total.passed += count(lines.passed) - skipped;
  total.failed += code === 0 ? 0 : Math.max(1, count(lines.failed)); // a file that did not load fails, too
  if (code !== 0) failures.push(whatFailed(output));
}

/** What ava tells after the last test: each failure with where and why. */
const whatFailed = (output: string): string => {
  const [, ...details] = output.split(/^ *─+$/m);
  return details.join('─').trim() || output.slice(-2000);
};

function tell({ name, failure, skipped }: Outcome): void {
  if (skipped) {
    total.skipped++;
    process.stdout.write(`  - skipped: ${name}: ${skipped}\n`);
  } else if (failure === undefined) {
    total.passed++;
    process.stdout.write(`  ✔ ${name}\n`);
  } else {
    total.failed++;
    failures.push(`✘ [fail]: ${name}\n${failure}`);
    process.stdout.write(`  ${failures.at(-1)}\n`);
  }
}

const builds = buildSanitized('beside');
await runAva();
await builds; // what runs now needs the machine
await runAva({ FORKROAD_ALONE: '1' }); // what other tests on the same CPUs would disturb: *.alone.test.ts
await sanitize(sanitizerSeconds, tell, { served: briefly, builds });
tell({ name: `fuzz: ${fuzzExecutions} inputs to http-echo`, ...(await fuzz(fuzzExecutions, 1, () => {})) });
for (const failure of failures) process.stdout.write(`\n${failure}\n`);
const skips = total.skipped === 0 ? '' : `, ${total.skipped} skipped`;
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skips}\n`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
