// The bench's command line, with its shortest part.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { signalTo } from '../../../src/trials/signal-to.js';
import { until, within } from '../../harness/deadline.js';
import { descendants } from '../../harness/processes.js';
import { runScript } from '../run-script.js';

const main = 'dist/scripts/bench/main.js';

function outFile(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'forkroad-bench-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  return join(folder, 'bench.json');
}

function start(t: ExecutionContext, args: string[]) {
  const { child, ended } = runScript(t, main, args);
  return { child, ended: within(`bench ${args.join(' ')}`, ended, 60_000) };
}

const blocksIn = (file: string): number =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).measured.length : 0;

test('Ctrl-C keeps the finished blocks and shows them; --resume makes the rest', async (t) => {
  const out = outFile(t);
  const first = start(t, ['fork', '--blocks', '8', '--out', out]);
  await until('a finished block', () => blocksIn(out) > 0);
  process.kill(-(first.child.pid as number), 'SIGINT'); // as a terminal does: to all of its programs
  const interrupted = await first.ended;
  t.is(interrupted.code, 130, interrupted.stderr);
  const before = blocksIn(out);
  t.true(before > 0 && before < 8);
  t.regex(
    interrupted.stdout,
    /fork-per-connection \/ bare child_process\.fork \(\d blocks?\)\n {2}to first answer, ms/,
  );
  t.regex(interrupted.stderr, /--resume goes on from here/);

  const { code, stdout, stderr } = await start(t, ['--resume', '--out', out]).ended;
  const short = Number(/Goals: \d hold, (\d) short/.exec(stdout)?.[1]);
  t.is(code, short > 0 ? 1 : 0, `${stdout}\n${stderr}`);
  t.is(blocksIn(out), 8);
  t.regex(stdout, /\(8 blocks\)/);
  t.notRegex(stderr, /--resume goes on from here/);
});

test('Ctrl-C that reaches its programs first is an interruption, too', async (t) => {
  const out = outFile(t);
  const { child, ended } = start(t, ['fork', '--blocks', '8', '--out', out]);
  const bench = child.pid as number;
  await until('a finished block', () => blocksIn(out) > 0);
  await until('a program of the next block', () => descendants(bench).length > 0);
  for (const pid of descendants(bench)) signalTo(pid, 'SIGINT');
  await delay(20); // its programs have ended, and it has heard of that
  signalTo(bench, 'SIGINT');
  const { code, stderr } = await ended;
  t.is(code, 130, stderr);
});

test('wrong words end it with 2 and measure nothing', async (t) => {
  const out = outFile(t);
  for (const args of [['nothing'], ['--blocks', '0'], ['--budget', '5'], ['--resume'], ['--resume', 'fork']]) {
    const { code, stderr } = await start(t, [...args, '--out', out]).ended;
    t.is(code, 2, args.join(' '));
    t.regex(stderr, /^error: /);
  }
  t.false(existsSync(out));
});

test('results that cannot be written end it with 1 before anything is measured', async (t) => {
  const { code, stderr } = await start(t, ['fork', '--out', '/dev/null/x/bench.json']).ended;
  t.is(code, 1);
  t.regex(stderr, /^bench: ENOTDIR/m);
  t.notRegex(stderr, /decided/);
});
