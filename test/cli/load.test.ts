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
import { cli } from '../harness/server-process.js';
import { eventOf } from '../load/events.js';
import { answering, plain } from '../load/http-servers.js';
import { echo, startTestServer } from '../load/servers.js';

const shippedText = (name: string) => readFileSync(new URL(`../../../schemas/${name}`, import.meta.url), 'utf8');
const shippedSchema = (name: string): object => JSON.parse(shippedText(name));
const brief = ['--duration', '1s', '--warmup', '20ms'];

test('the schemas shipped are those generated (node dist/scripts/write-schemas.js)', (t) => {
  for (const [name, schema] of Object.entries(loadJsonSchemas)) {
    t.is(shippedText(name), schema(), name);
  }
});

for (const args of [[], ['--churn'], ['--burst'], ['--rate', '500'], ['--idle', '200']]) {
  test(`--json fits the schema: ${args.join(' ') || 'closed loop'}`, async (t) => {
    const server = await startTestServer(t, echo);
    const { stdout, exitCode } = await runCli(['load', `127.0.0.1:${server.port}`, '--json', ...brief, ...args]);
    t.is(exitCode, 0);
    const validate = new Ajv2020().compile(shippedSchema('load.schema.json'));
    t.true(validate(JSON.parse(stdout)), JSON.stringify(validate.errors));
    t.is(JSON.parse(stdout).failed, null);
  });
}

test('--service http-echo: requests in the summary, and a document that fits the schema', async (t) => {
  const server = await startTestServer(t, answering(plain));
  const words = ['load', `:${server.port}`, '--service', 'http-echo', ...brief];
  const human = await runCli(words);
  t.regex(human.stdout, /POST \/ with 64 B {2}closed loop: the next request after the reply/);
  t.regex(human.stdout, /rate +(≥ )?[\d,]+ requests\/s/);
  t.regex(human.stdout, /client CPU +[\d.]+ µs per request/);
  const { stdout } = await runCli([...words, '--size', '0', '--churn', '--json']);
  const validate = new Ajv2020().compile(shippedSchema('load.schema.json'));
  t.true(validate(JSON.parse(stdout)), JSON.stringify(validate.errors));
  t.is(JSON.parse(stdout).failed, null);
});

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
  const asserted = await runCli(['load', target, '--assert', 'p99<5ms', '--assert', 'errors<=9']);
  t.is(asserted.exitCode, 1);
  for (const text of ['p99<5ms', 'errors<=9']) {
    t.true(asserted.stderr.includes(`forkroad: ${text} cannot be told: the run failed\n`), asserted.stderr);
  }
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
  const before = process.hrtime.bigint();
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'ignore', 'pipe'] });
  const output = text(child.stdout as NodeJS.ReadableStream);
  const lines = (await within('the events', text(child.stdio[3] as NodeJS.ReadableStream))).trim().split('\n');
  const edges = lines.map((line) => JSON.parse(line)).filter(({ event }) => event.startsWith('window'));
  t.deepEqual(
    edges.map(({ event, index }) => [event, index]),
    [
      ['window-start', undefined],
      ['window-edge', 1],
      ['window-edge', 2],
      ['window-end', undefined],
    ],
  );
  const at = edges.map(({ atNs }) => BigInt(atNs));
  t.true(before < (at[0] ?? 0n) && (at[3] ?? 0n) < process.hrtime.bigint(), "the caller's own clock");
  const { windows } = JSON.parse(await within('the document', output));
  for (const [index, { seconds }] of windows.entries()) {
    t.is(seconds, Number((at[index + 1] ?? 0n) - (at[index] ?? 0n)) / 1e9, 'on one thread, the very readings');
  }
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
  const http = await runCli(['load', '--calibrate', '--service', 'http-echo']);
  t.regex(http.stdout, /the cheapest http-echo.*\n.*ceiling +[\d,]+ requests\/s/);
});

test('the ceiling is found, taken, or left out', async (t) => {
  const server = await startTestServer(t, echo);
  const ceiling = async (...args: string[]) =>
    JSON.parse((await runCli(['load', `:${server.port}`, '--json', ...brief, ...args])).stdout).ceilingPerSecond;
  t.true((await ceiling()) > 0);
  t.is(await ceiling('--ceiling', '12345'), 12_345);
  t.is(await ceiling('--no-calibrate'), null);
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
  await eventOf(child, 'window-start');
  const before = server.bytesReceived;
  await until('some messages', () => server.bytesReceived > before + 1000);
  child.kill('SIGINT');
  const [code] = await within('the end after Ctrl-C', closed);
  t.is(code, 130);
  const document = JSON.parse(output);
  t.is(document.failed, null);
  t.true(document.messages > 0);
});
