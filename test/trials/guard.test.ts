// Whatever ends a command, nothing that it started outlives it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { models } from '../../src/models/registry.js';
import { descendants, isAlive } from '../harness/processes.js';
import { token } from '../harness/token.js';

const starter = fileURLToPath(new URL('./guard-starter.child.js', import.meta.url));

async function started(what: string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [starter, ...what], { stdio: ['ignore', 'pipe', 'inherit'], env });
  for await (const line of createInterface({ input: child.stdout })) if (line === 'all run') break;
  return child;
}

const kinds: Record<string, string[]> = {
  'a program': ['sleep 1000'],
  'what it started, in a session of its own': ['sh -c "setsid sleep 1000 & wait"'],
  'one that wrote over its environment': ['env -i sleep 1000'],
  'one that ignores signals, as a terminal would send': [`sh -c "trap '' HUP TERM INT; sleep 1000; sleep 1000"`],
};

for (const [kind, commands] of Object.entries(kinds)) {
  test(`killed: ${kind} ends`, async (t) => {
    const { env, bearers, gone } = token(t);
    const command = await started(['owned', ...commands], env);
    t.true(bearers().length > 0);
    const own = descendants(command.pid ?? 0);
    command.kill('SIGKILL');
    await gone();
    t.deepEqual(own.filter(isAlive), []);
  });
}

test('killed: the servers of all models end, with their workers', async (t) => {
  const { env, bearers, gone } = token(t);
  const names = models.filter(({ whyAbsent }) => whyAbsent?.() === undefined).map(({ name }) => name);
  const command = await started(['models', ...names], env);
  t.true(bearers().length >= names.length);
  command.kill('SIGKILL');
  await gone();
});

test('an end by itself leaves no guard, and a guard keeps nobody from ending', async (t) => {
  const { env, gone } = token(t);
  const command = await started(['ends', 'sleep 0'], env);
  if (command.exitCode === null) await once(command, 'exit');
  t.is(command.exitCode, 0);
  await gone();
});
