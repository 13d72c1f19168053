// localhost is every address that it has: a server on ::1 only is driven there, by every command and in every mode.

import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { Results } from '../../src/trials/results.js';
import { runCli } from '../harness/run-cli.js';
import { hasIPv6 } from '../harness/tools.js';

async function echoOnV6(t: ExecutionContext): Promise<number> {
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => socket.on('error', () => {}).pipe(socket));
  t.teardown(() => server.close());
  await once(server.listen(0, '::1'), 'listening');
  return (server.address() as { port: number }).port;
}

const brief = ['--duration', '300ms', '--warmup', '20ms', '--no-calibrate', '--connections', '2', '--json'];
const modes = [[], ['--churn'], ['--burst'], ['--rate', '200'], ['--idle', '3']];

for (const host of ['localhost', '[::1]']) {
  for (const mode of modes) {
    test(`load ${host}, ${mode.join(' ') || 'closed loop'}`, async (t) => {
      if (!hasIPv6(t)) return;
      const { stdout, stderr, exitCode } = await runCli(['load', `${host}:${await echoOnV6(t)}`, ...brief, ...mode]);
      t.is(exitCode, 0, stderr);
      t.true(JSON.parse(stdout).messagesPerSecond > 0);
    });
  }

  test(`client ${host}`, async (t) => {
    if (!hasIPv6(t)) return;
    const port = await echoOnV6(t);
    const { stdout, stderr, exitCode } = await runCli(['client', `${host}:${port}`], { input: 'hi\n' });
    t.is(exitCode, 0, stderr);
    t.regex(stdout, /RECV: 68 69 0a/);
    t.true(stderr.includes(`connected to [::1]:${port}`), stderr);
  });
}

test('a server on ::1 only is a row of compare', async (t) => {
  if (!hasIPv6(t)) return;
  const out = mkdtempSync(join(tmpdir(), 'forkroad-localhost-'));
  t.teardown(() => rmSync(out, { recursive: true }));
  const code = 'net.createServer((s) => s.pipe(s)).listen(process.argv[1], "::1")';
  const server = `mine='${process.execPath}' -e '${code}' {port}`;
  const once = ['--quick', '--rounds', '1', '--budget', '1s', '--no-system-calls', '--out', out];
  const words = ['compare', 'spst', '--server', server, '--scenario', 'ping-pong', 'churn', ...once];
  const { stderr } = await runCli(words, { deadlineMs: 170_000 });
  const { blocks }: Results = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'));
  const its = blocks.flatMap(({ trials }) => trials).filter(({ row }) => row === 'mine');
  t.deepEqual(
    its.map(({ scenario, failed }) => [scenario, failed]).sort(),
    [
      ['churn', null],
      ['ping-pong', null],
    ],
    stderr,
  );
});
