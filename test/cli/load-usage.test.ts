// `forkroad load` told what it cannot do: said before anything starts, with the exit code of its kind.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import test from 'ava';
import { within } from '../harness/deadline.js';
import { runCli } from '../harness/run-cli.js';
import { cli } from '../harness/server-process.js';

test('no server named: said so', async (t) => {
  const { exitCode, stderr } = await runCli(['load']);
  t.is(exitCode, 2);
  t.regex(stderr, /missing argument 'host:port'/);
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
  [['--burst', '--churn'], /--churn and --burst exclude each other/],
  [['--burst', '--threads', '2'], /--burst connects from one thread/],
  [['--churn', '--idle', '5'], /--churn opens and closes all of its connections: no --idle/],
  [['--size', '17m'], /--size takes 1 to 16m/],
  [['--size', '0'], /--size takes 1 to 16m; 0 goes with --service http-echo/],
  [['--service', 'gopher'], /Allowed choices are echo, http-echo/],
  [['--duration', '0s'], /above zero/],
  [['--warmup', 'cold'], /expected a duration/],
  [['--warmup-cap', '2s'], /--warmup-cap goes with --warmup auto/],
  [['--events-fd', '99'], /--events-fd 99: there is no such descriptor/],
  [['--hold-fd', '99'], /--hold-fd 99: there is no such descriptor/],
  [['--client', 'autocanon'], /unknown client 'autocanon'. Did you mean 'autocannon'\?/],
  [['--client', 'autocannon', '--service', 'echo'], /autocannon speaks HTTP only/],
  [['--client', 'autocannon', '--rate', '100'], /-R.*Leave --rate out/],
  [['--client', 'autocannon', '--churn'], /reconnectRate/],
  [['--client', 'autocannon', '--calibrate'], /ceiling of the native client/],
] as const) {
  test(`usage: ${words.join(' ')}`, async (t) => {
    const { exitCode, stderr } = await runCli(['load', ':1', ...words]);
    t.is(exitCode, 2);
    t.regex(stderr, says);
  });
}
