// `forkroad load` from outside: its documents and the schemas shipped, its exit codes, the edges on a descriptor.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { Ajv2020 } from 'ajv/dist/2020.js';
import test from 'ava';
import { loadJsonSchemas } from '../../src/load/document.js';
import { until, within } from '../harness/deadline.js';
import { runCli } from '../harness/run-cli.js';
import { cli, startServer } from '../harness/server-process.js';
import { echo, startTestServer } from '../load/servers.js';

const shippedText = (name: string) => readFileSync(new URL(`../../../schemas/${name}`, import.meta.url), 'utf8');
const shippedSchema = (name: string): object => JSON.parse(shippedText(name));
const brief = ['--duration', '1s', '--warmup', '20ms'];

test('the schemas shipped are those generated (node dist/scripts/write-schemas.js)', (t) => {
  for (const [name, schema] of Object.entries(loadJsonSchemas)) {
    t.is(shippedText(name), schema(), name);
  }
});

for (const args of [[], ['--churn'], ['--rate', '500']]) {
  test(`--json fits the schema: ${args.join(' ') || 'closed loop'}`, async (t) => {
    const server = await startTestServer(t, echo);
    const { stdout, exitCode } = await runCli(['load', `127.0.0.1:${server.port}`, '--json', ...brief, ...args]);
    t.is(exitCode, 0);
    const validate = new Ajv2020().compile(shippedSchema('load.schema.json'));
    t.true(validate(JSON.parse(stdout)), JSON.stringify(validate.errors));
    t.is(JSON.parse(stdout).failed, null);
  });
}

test('a run that failed: exit 1, a reason, and no rate', async (t) => {
  const server = await startTestServer(t, echo);
  server.die();
  const target = `127.0.0.1:${server.port}`;
  const json = await runCli(['load', target, '--json']);
  t.is(json.exitCode, 1);
  const document = JSON.parse(json.stdout);
  t.is(document.messagesPerSecond, null);
  t.regex(document.failed, /nothing listens on/);
  const human = await runCli(['load', target]);
  t.is(human.exitCode, 1);
  t.regex(human.stdout, /failed {7}nothing listens on/);
  t.notRegex(human.stdout, /messages\/s/);
});

test('the summary tells rate, percentiles, connections, errors and the CPU of the client', async (t) => {
  const server = await startTestServer(t, echo);
  const { stdout, stderr } = await runCli(['load', `:${server.port}`, ...brief]);
  t.regex(stdout, /rate +[\d,]+ messages\/s/);
  t.regex(stdout, /p50 [\d.]+ (µs|ms) .*p99/);
  t.regex(stdout, /16 asked, 16 established, 16 served/);
  t.regex(stdout, /errors +none/);
  t.regex(stdout, /client CPU +[\d.]+ µs per message/);
  t.is(stderr, '', 'there is no live line where stderr is no terminal');
});

test('the edges of the windows come on the descriptor asked for', async (t) => {
  const server = await startTestServer(t, echo);
  const words = [cli, 'load', `:${server.port}`, '--json', '--events-fd', '3', '--windows', '3', ...brief];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const events = child.stdio[3] as NodeJS.ReadableStream;
  const lines = (await within('the events', text(events))).trim().split('\n');
  t.deepEqual(lines, [
    '{"event":"window-start"}',
    '{"event":"window-edge","index":1}',
    '{"event":"window-edge","index":2}',
    '{"event":"window-end"}',
  ]);
});

test('--ndjson: a line per second and then the result, each in the schema; the summary on stderr', async (t) => {
  const server = await startTestServer(t, echo);
  const { stdout, stderr, exitCode } = await runCli(['load', `:${server.port}`, '--ndjson', '--duration', '2s']);
  t.is(exitCode, 0);
  const validate = new Ajv2020({ strict: false }).compile(shippedSchema('load-line.schema.json'));
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const line of lines) t.true(validate(line), JSON.stringify(validate.errors));
  t.deepEqual(
    lines.map(({ type }) => type),
    ['second', 'second', 'result'],
  );
  t.regex(stderr, /rate +(≥ )?[\d,]+ messages\/s/);
});

test('--calibrate needs no server and tells the ceiling', async (t) => {
  const json = await runCli(['load', '--calibrate', '--connections', '4', '--json']);
  t.is(json.exitCode, 0);
  const validate = new Ajv2020().compile(shippedSchema('load-calibration.schema.json'));
  t.true(validate(JSON.parse(json.stdout)), JSON.stringify(validate.errors));
  const human = await runCli(['load', '--calibrate', '--churn']);
  t.regex(human.stdout, /ceiling +[\d,]+ messages\/s/);
});

test('the ceiling is found, taken, or left out', async (t) => {
  const server = await startTestServer(t, echo);
  const ceiling = async (...args: string[]) =>
    JSON.parse((await runCli(['load', `:${server.port}`, '--json', ...brief, ...args])).stdout).ceilingPerSecond;
  t.true((await ceiling()) > 0);
  t.is(await ceiling('--ceiling', '12345'), 12_345);
  t.is(await ceiling('--no-calibrate'), null);
});

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
  await within('the start of the window', once(child.stdio[3] as NodeJS.ReadableStream, 'data'));
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

test('no server named: said so', async (t) => {
  const { exitCode, stderr } = await runCli(['load']);
  t.is(exitCode, 2);
  t.regex(stderr, /missing argument 'host:port'/);
});

test('Ctrl-C ends early and reports what was measured', async (t) => {
  const server = await startTestServer(t, echo);
  const words = [cli, 'load', `:${server.port}`, '--json', '--events-fd', '3', '--duration', '10m', '--warmup', '0ms'];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'ignore', 'pipe'] });
  const closed = once(child, 'close');
  let output = '';
  child.stdout?.on('data', (bytes) => {
    output += bytes;
  });
  await within('the start of the window', once(child.stdio[3] as NodeJS.ReadableStream, 'data'));
  const before = server.bytesReceived;
  await until('some messages', () => server.bytesReceived > before + 1000);
  child.kill('SIGINT');
  const [code] = await within('the end after Ctrl-C', closed);
  t.is(code, 130);
  const document = JSON.parse(output);
  t.is(document.failed, null);
  t.true(document.messages > 0);
});

test('more connections than descriptors: said before anything starts', async (t) => {
  const words = [process.execPath, cli, 'load', ':1', '--connections', '100'];
  const child = spawn('prlimit', ['--nofile=64', ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  const closed = once(child, 'close');
  const said = await within('the error', text(child.stderr));
  t.regex(said, /100 connections need as many descriptors; the limit of 64 leaves \d+/);
  t.is((await closed)[0], 3);
});

for (const [words, says] of [
  [['--assert', 'p98<5ms'], /unknown figure in --assert 'p98<5ms': 'p98'.*Did you mean 'p9/],
  [['--assert', 'p99=5ms'], /expected one of < <= > >=, got '='/],
  [['--assert', 'p99<5'], /--assert 'p99<5': expected a duration such as 500ms/],
  [['--assert', 'rate>fast'], /expected a rate such as 50000\/s, got 'fast'/],
  [['--json', '--ndjson'], /exclude each other/],
  [['--calibrate'], /loads no server/],
  [['--churn', '--rate', '5'], /exclude each other/],
  [['--size', '17m'], /--size takes 1 to 16m/],
  [['--duration', '0s'], /above zero/],
  [['--events-fd', '99'], /there is no such descriptor/],
] as const) {
  test(`usage: ${words.join(' ')}`, async (t) => {
    const { exitCode, stderr } = await runCli(['load', ':1', ...words]);
    t.is(exitCode, 2);
    t.regex(stderr, says);
  });
}
