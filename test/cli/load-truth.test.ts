// `forkroad load` as a witness: a stall shows, a slow client says so, and what is asserted is held against what came.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import test from 'ava';
import { until, within } from '../harness/deadline.js';
import { runCli } from '../harness/run-cli.js';
import { cli, startServer } from '../harness/server-process.js';
import { eventOf } from '../load/events.js';
import { echo, startTestServer } from '../load/servers.js';

const brief = ['--duration', '1s', '--warmup', '20ms'];

test('a slow client has its rate as a lower bound, and what is asserted of it cannot be told: exit 4', async (t) => {
  const server = await startServer(t, 'event-loop', ['--packets', 'off']);
  const words = ['load', `:${server.port}`, '--slow-client', '1ms', '--assert', 'p50<10s', ...brief];
  const { stdout, stderr, exitCode } = await runCli(words);
  const label = /limit +(client-bound|disturbed): /.exec(stdout)?.[1];
  t.truthy(label, stdout);
  t.is(/rate +≥ [\d,]+ messages\/s \(client limit\)/.test(stdout), label === 'client-bound');
  t.is(exitCode, 4);
  t.regex(stderr, /p50<10s cannot be told: the run was (client-bound|disturbed)/);
});

for (const [assertion, code, says] of [
  ['errors<=0', 0, /^$/],
  ['errors>0', 1, /errors>0 does not hold: errors was 0/],
] as const) {
  test(`--assert '${assertion}' ends with ${code}`, async (t) => {
    const server = await startTestServer(t, echo);
    const { exitCode, stderr } = await runCli(['load', `:${server.port}`, ...brief, '--assert', assertion]);
    t.is(exitCode, code);
    t.regex(stderr.replace('forkroad: ', '').trim(), says);
  });
}

test('a server that stops for a second at 1,000/s shows it at p99.9', async (t) => {
  const server = await startServer(t, 'thread-per-connection', ['--packets', 'off']);
  const words = [cli, 'load', `:${server.port}`, '--json', '--rate', '1000', '--duration', '3s', '--events-fd', '3'];
  const child = spawn(process.execPath, [...words, '--windows', '3', '--no-calibrate'], {
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  });
  const document = text(child.stdout as NodeJS.ReadableStream);
  await eventOf(child, 'window-start');
  server.signal('SIGSTOP');
  const stoppedMs = performance.now();
  await until('a second to pass', () => performance.now() - stoppedMs >= 1000);
  server.signal('SIGCONT');
  const { latencyUs, failed } = JSON.parse(await within('the document', document));
  t.is(failed, null);
  t.true(latencyUs.p999 >= 900_000, `p99.9 ${latencyUs.p999} µs`);
});

test('a server that takes 100 ms is not told to be faster, at any rate', async (t) => {
  const server = await startServer(t, 'event-loop', ['--packets', 'off', '--work', 'wait:100ms']);
  const words = ['--rate', '20', '--duration', '2s', '--no-calibrate', '--json'];
  const { stdout } = await runCli(['load', `:${server.port}`, ...words]);
  const { latencyUs } = JSON.parse(stdout);
  t.log(`p50 ${latencyUs.p50} µs`);
  t.true(latencyUs.p50 >= 99_000, `p50 ${latencyUs.p50} µs`);
});
