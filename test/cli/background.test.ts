// An external server that goes into the background is told so, is ended or named, and keeps no command waiting.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import test, { type ExecutionContext } from 'ava';
import { compiled } from '../harness/compiled.js';
import { within } from '../harness/deadline.js';
import { isAlive } from '../harness/processes.js';
import { runCli } from '../harness/run-cli.js';
import { cli } from '../harness/server-process.js';
import { token } from '../harness/token.js';
import { hasTool, skip } from '../harness/tools.js';

interface Way {
  name: string;
  tool?: string;
  isShell?: boolean;
  server(t: ExecutionContext): string;
}

const echo = `'${process.execPath}' docs/write-your-own/event-loop.mjs {port}`;
const daemon = (t: ExecutionContext) => compiled(t, 'test/trials/daemon.c');

const ways: readonly Way[] = [
  { name: 'setsid -f', tool: 'setsid', server: () => `setsid -f ${echo}` },
  {
    name: 'setsid -f without our streams',
    tool: 'setsid',
    isShell: true,
    server: () => `setsid -f ${echo} >/dev/null 2>&1`,
  },
  { name: '&', isShell: true, server: () => `${echo} &` },
  { name: 'a double fork before it listens', server: (t) => `${daemon(t)} {port} before` },
  { name: 'a double fork after it listens', server: (t) => `${daemon(t)} {port} after` },
];

const commands: Record<string, (server: string) => string[]> = {
  verify: (server) => ['verify', '--server', server],
  compare: (server) => ['compare', 'spst', '--server', `mine=${server}`, '--out', '/nowhere'],
};

for (const { name, tool, isShell, server } of ways) {
  for (const [command, words] of Object.entries(commands)) {
    test(`${command}: ${name}`, async (t) => {
      if (tool && !hasTool(t, tool)) return;
      const { env, bearers } = token(t);
      const run = await runCli([...words(server(t)), ...(isShell ? ['--shell'] : [])], { env });
      t.is(run.exitCode, 1, run.stderr);
      const said = (run.stdout + run.stderr).replaceAll(/\s+/g, ' ');
      const [, pid] =
        /it went into the background \(pid ([\d, ]+)\), and was ended there: start it in the/.exec(said) ?? [];
      t.deepEqual((pid ?? '').split(', ').map(Number).filter(isAlive), [], said);
      t.truthy(pid, said);
      t.deepEqual(bearers(), []);
    });
  }
}

test('verify skips what would start it again', async (t) => {
  const { env } = token(t);
  const { stdout } = await runCli(['verify', '--server', `${daemon(t)} {port} after`], { env });
  t.is(stdout.match(/the server does not stay in the foreground/g)?.length, 15, stdout);
});

test('one that gave up all that it had of us is named, not ended, and nobody waits for it', async (t) => {
  if (!hasTool(t, 'setsid')) return;
  const server = `setsid -f env -i ${echo} >/dev/null 2>&1`;
  const { stdout, exitCode } = await runCli(['verify', '--shell', '--server', server]);
  t.is(exitCode, 1);
  const pid = Number(/exit code 0, and pid (\d+)\s+listens/.exec(stdout)?.[1]);
  t.true(pid > 0, stdout);
  t.regex(readFileSync(`/proc/${pid}/cmdline`, 'latin1'), /event-loop\.mjs/);
  process.kill(pid, 'SIGKILL');
});

/** Undefined where there is no other user to be, or no such file for him. */
function asNobody(file: string): string[] | undefined {
  const words = ['setpriv', '--reuid=65534', '--clear-groups'];
  const { status } = spawnSync(words[0] as string, [
    ...words.slice(1),
    'test',
    '-r',
    file,
    '-a',
    '-x',
    process.execPath,
  ]);
  return process.getuid?.() === 0 && status === 0 ? words : undefined;
}

test("one that is another user's is named, and nobody waits for it", async (t) => {
  const words = asNobody(cli);
  if (!words) return skip(t, 'needs root, setpriv, and files that others may read');
  const program = compiled(t, 'test/trials/becomes-root.c');
  chmodSync(dirname(program), 0o755);
  chmodSync(program, 0o4755);
  const command = [...words, process.execPath, cli, 'verify', '--server', `${program} {port}`, '--only', 'listens'];
  const verify = spawn(command[0] as string, command.slice(1), { stdio: ['ignore', 'ignore', 'pipe'] });
  const stderr = text(verify.stderr);
  const [exitCode] = await within('verify to end', once(verify, 'exit'), 100_000);
  const pid = Number(/not ended: pid (\d+); end it by hand: sudo kill -9 \1\n/.exec(await stderr)?.[1]);
  t.true(pid > 0, await stderr);
  t.true(isAlive(pid));
  process.kill(pid, 'SIGKILL');
  t.is(exitCode, 1);
});
