// Nothing that a command started outlives it, however it ends; and a second signal ends it at once.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import test, { type ExecutionContext } from 'ava';
import { until, within } from '../harness/deadline.js';
import { cli } from '../harness/server-process.js';
import { type Token, token } from '../harness/token.js';
import { hasTool } from '../harness/tools.js';

const program = 'docs/write-your-own/event-loop.mjs';
const server = `'${process.execPath}' ${program} {port}`;
const deaf = `'${process.execPath}' -e 'net.createServer(() => {}).listen(process.argv[1])' {port}`;

const commandLine = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};

/** Resolves once a process of it runs whose command line holds each of these texts. */
async function started(words: string[], { env, bearers }: Token, runs: string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [cli, ...words], { stdio: 'ignore', env });
  const others = () => bearers().filter((pid) => pid !== child.pid);
  const isThere = (word: string) => others().some((pid) => commandLine(pid).includes(word));
  await until(`${runs.join(' and ')} to run`, () => runs.every(isThere), 60_000);
  return child;
}

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'forkroad-outlives-'));
  t.teardown(() => rmSync(path, { recursive: true }));
  return path;
}

for (const signal of ['SIGKILL', 'SIGHUP', 'SIGTERM', 'SIGINT'] as const) {
  test(`verify, ended by ${signal}, leaves nothing`, async (t) => {
    const its = token(t);
    const verify = await started(['verify', '--server', deaf, '--timeout', '10m'], its, ['createServer']);
    const ended = once(verify, 'exit');
    verify.kill(signal);
    const [code] = await within('verify to end', ended);
    t.is(code, signal === 'SIGKILL' ? null : 130);
    await its.gone();
  });
}

test('compare, killed in a trial, leaves neither an external server nor one of its own, nor a client', async (t) => {
  const words = ['compare', 'spst', '--scenario', 'ping-pong', '--no-system-calls', '--out', folder(t)];
  for (const served of ['forkroad iterative', program]) {
    const its = token(t);
    const compare = await started([...words, '--server', `mine=${server}`], its, [served, 'load 127.0.0.1:']);
    compare.kill('SIGKILL');
    await its.gone();
  }
  t.pass();
});

test('a second signal ends verify at once, and nothing of it is left', async (t) => {
  const its = token(t);
  const verify = await started(['verify', '--server', deaf, '--timeout', '10m'], its, ['createServer']);
  const ended = once(verify, 'exit');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) verify.kill(signal);
  t.deepEqual(await within('verify to end', ended), [130, null]);
  await its.gone();
});

test('verify whose terminal is closed ends of that, and leaves nothing', async (t) => {
  if (!hasTool(t, 'python3')) return;
  const its = token(t);
  const verify = [process.execPath, cli, 'verify', '--server', deaf, '--timeout', '10m'];
  const terminal = spawn('python3', ['test/cli/in-terminal.py', ...verify], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: its.env,
  });
  const status = text(terminal.stdout);
  const isServer = (pid: number) => commandLine(pid).startsWith(`${process.execPath} -e net`);
  await until('the server to run', () => its.bearers().some(isServer));
  terminal.stdin.end('\n');
  await its.gone();
  t.is(Number(await status), constants.signals.SIGHUP, 'ended by this signal, and not by an abort');
});
