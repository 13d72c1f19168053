// An external server that goes into the background is told so, is ended or named, and keeps no command waiting.
import { readFileSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import { compiled } from '../harness/compiled.js';
import { isAlive } from '../harness/processes.js';
import { runCli } from '../harness/run-cli.js';
import { token } from '../harness/token.js';
import { hasTool } from '../harness/tools.js';

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
