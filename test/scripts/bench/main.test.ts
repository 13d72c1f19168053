// The bench's command line, with its shortest part.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { until, within } from '../../harness/deadline.js';

const main = 'dist/scripts/bench/main.js';

function outFile(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'forkroad-bench-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  return join(folder, 'bench.json');
}

function start(t: ExecutionContext, args: string[]) {
  const child = spawn(process.execPath, [main, ...args], { stdio: 'pipe', detached: true });
  t.teardown(() => child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const ended = within(`bench ${args.join(' ')}`, once(child, 'close'), 60_000).then(([exitCode]) => exitCode);
  return { child, output, ended };
}

const roundsIn = (file: string): number =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')).tasks[0]?.rounds.length ?? 0) : 0;

test('Ctrl-C keeps the finished rounds and shows them; --resume makes the rest', async (t) => {
  const out = outFile(t);
  const first = start(t, ['fork', '--rounds', '8', '--out', out]);
  await until('a finished round', () => roundsIn(out) > 0);
  process.kill(-(first.child.pid as number), 'SIGINT'); // as a terminal does: to all of its programs
  t.is(await first.ended, 130);
  const before = roundsIn(out);
  t.true(before > 0 && before < 8);
  t.regex(
    first.output.stdout,
    /fork-per-connection \/ bare child_process\.fork \(\d rounds?\)\n {2}to first answer, ms/,
  );
  t.regex(first.output.stderr, /--resume goes on from here/);

  const second = start(t, ['--resume', '--out', out]);
  const code = await second.ended;
  t.true(
    code === 0 || code === 1,
    `exit code ${code}; whether a goal is missed is not asked here\n${second.output.stderr}`,
  );
  t.is(roundsIn(out), 8);
  t.regex(second.output.stdout, /\(8 rounds\)/);
  t.regex(second.output.stdout, /Goals: \d hold/);
});

test('wrong words end it with 2 and measure nothing', async (t) => {
  const out = outFile(t);
  for (const args of [['nothing'], ['--rounds', '0'], ['--budget', '5'], ['--resume'], ['--resume', 'fork']]) {
    const run = start(t, [...args, '--out', out]);
    t.is(await run.ended, 2, args.join(' '));
    t.regex(run.output.stderr, /^error: /);
  }
  t.false(existsSync(out));
});
