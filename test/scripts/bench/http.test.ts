// What the bench takes from wrk's output, and what it does where something is missing.
import test from 'ava';
import { findingsOf } from '../../../scripts/bench/findings.js';
import { wrkResult } from '../../../scripts/bench/http-clients.js';
import { cpusOf, installed } from '../../../scripts/bench/pins.js';
import { startPeer, withServer } from '../../../scripts/bench/programs.js';
import { tableOf, tally } from '../../../scripts/bench/table.js';
import type { Pair } from '../../../scripts/bench/task.js';
import { startLoad } from '../../../src/load/run-load.js';
import { within } from '../../harness/deadline.js';
import { emptyResults, fakePair, run } from './fake-tasks.js';

const output = `Running 1s test @ http://127.0.0.1:1/
  1 threads and 64 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.00ms    2.00ms   3.00ms   90.00%
    Req/Sec     9.00k     1.00k    9.00k    70.00%
  10000 requests in 1.10s, 1.00MB read
Requests/sec:   9090.91
Transfer/sec:      0.91MB
CPU 0.020 0.080
`;

test('wrk: rate, requests, and CPU of each; nothing of a run with errors', (t) => {
  t.deepEqual(wrkResult(output), { messagesPerSecond: 9090.91, messages: 10_000, cpuUsPerMessage: 10 });
  const errors = ['  Non-2xx or 3xx responses: 3', '  Socket errors: connect 0, read 1, write 0, timeout 0'];
  for (const line of errors) t.throws(() => wrkResult(`${output}${line}\n`), { message: /wrk: Running/ });
  t.throws(() => wrkResult('unable to connect'));
});

test('the CPUs of a list', (t) => {
  t.deepEqual(cpusOf('0-2,8'), [0, 1, 2, 8]);
  t.deepEqual(cpusOf('3'), [3]);
  t.deepEqual(cpusOf('none'), []);
});

test('a program that is missing: said what to install, and the rest is measured', async (t) => {
  const lacking: Pair = {
    ...fakePair({ name: 'ours / theirs', ratio: () => 1, goal: { atLeast: 0.9 } }),
    needs: () => void installed('no-such-program', 'its-package'),
  };
  const results = emptyResults({ blocks: 3 });
  const tasks = [lacking, fakePair({ name: 'another', ratio: () => 1 })];
  await run(tasks, results);
  const findings = findingsOf(tasks, results);
  const table = tableOf(findings, 'usual');
  t.regex(table, /ours \/ theirs\n {2}not measured: install no-such-program \(Debian: apt-get install its-package\)\n/);
  t.regex(table, /another \(3 blocks\)\n {2}rate/);
  t.deepEqual(tally(findings, 'usual'), { holds: 0, short: 0, open: 0 });
});

test('the bare HTTP peer returns what is posted', async (t) => {
  const document = await withServer(startPeer('http-echo'), async ({ port }) => {
    const options = { host: '127.0.0.1', port, service: 'http-echo', durationMs: 200, warmUpMs: 0 } as const;
    const run = await startLoad({ ...options, size: 20_000, connections: 3 });
    return within('the end of a run', run.done);
  });
  t.is(document.failed, null);
  t.true(Object.values(document.errors).every((count) => count === 0));
});
