// The measured time cut into windows, and told second by second: the parts add up to the whole.
import test from 'ava';
import { loadDocument, loadLine } from '../../src/load/document.js';
import { mergeBuckets, percentileUs, samplesOf } from '../../src/load/latency-histogram.js';
import { startLoad } from '../../src/load/run-load.js';
import type { Second } from '../../src/load/seconds.js';
import { until, within } from '../harness/deadline.js';
import { echo, startTestServer } from './servers.js';

const brief = { host: '127.0.0.1', connections: 4, warmUpMs: 20 };

for (const mode of [{}, { rate: 2000 }, { churn: true }, { threads: 3 }]) {
  test(`windows add up to the run: ${JSON.stringify(mode)}`, async (t) => {
    const server = await startTestServer(t, echo);
    const run = await startLoad({ ...brief, port: server.port, durationMs: 1000, windows: 5, ...mode });
    const document = loadDocument.parse(await within('the end of a run in windows', run.done));
    const { windows } = document;
    t.is(windows.length, 5);
    const sum = (number: (window: (typeof windows)[number]) => number) =>
      windows.reduce((all, w) => all + number(w), 0);
    t.is(
      sum(({ messages }) => messages),
      document.messages,
    );
    t.true(Math.abs(sum(({ seconds }) => seconds) - document.seconds) < 1e-9);
    t.true(document.seconds > 0.9);
    const latency = mergeBuckets(windows.map((window) => window.latency));
    t.is(samplesOf(latency), document.messages + document.answeredAfterEnd + document.unanswered);
    t.is(percentileUs(latency, 0.5), document.latencyUs.p50);
    t.is(
      windows.every(({ sendLag }) => sendLag === null),
      !('rate' in mode),
    );
    for (const { clientCpuUs, busiestThreadCpuUs, seconds } of windows) {
      t.true(busiestThreadCpuUs <= clientCpuUs);
      t.true(clientCpuUs <= seconds * 1e6 * ('threads' in mode ? mode.threads : 1) * 1.05);
    }
  });
}

test('a run that is stopped has only the windows that it reached', async (t) => {
  const server = await startTestServer(t, echo);
  const run = await startLoad({ ...brief, port: server.port, durationMs: 60_000, windows: 200 });
  await until('the second window', () => (run.progress().windows[1]?.messages ?? 0) > 0);
  run.stop();
  const { windows, messages } = await within('the end of a stopped run', run.done);
  t.true(windows.length >= 2 && windows.length < 200);
  t.is(
    windows.reduce((sum, window) => sum + window.messages, 0),
    messages,
  );
});

for (const mode of [{}, { rate: 1000 }]) {
  test(`seconds add up to the run: ${JSON.stringify(mode)}`, async (t) => {
    const server = await startTestServer(t, echo);
    const seconds: Second[] = [];
    const run = await startLoad({
      ...{ ...brief, port: server.port, durationMs: 2000, windows: 3, ...mode },
      onSecond: (second) => seconds.push(loadLine.parse({ type: 'second', ...second }) as Second & { type: 'second' }),
    });
    const document = await within('the end of a run told by seconds', run.done);
    t.deepEqual(
      seconds.map(({ second }) => second),
      [1, 2],
    );
    t.is(
      seconds.reduce((sum, { messages }) => sum + messages, 0),
      document.messages,
    );
    t.true(seconds.every(({ latencyUs }) => latencyUs.p50 !== null));
    t.is(
      seconds.every(({ sendLagUs }) => sendLagUs === null),
      !('rate' in mode),
    );
    t.deepEqual(seconds.at(-1)?.connections, { established: 4, served: 4 });
  });
}
