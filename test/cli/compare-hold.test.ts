// `forkroad compare` when things go wrong: it cannot save, it is told to end, its reader leaves, a file names a command.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { compareCommand, requireSense } from '../../src/cli/compare-options.js';
import { exitCodes } from '../../src/cli/errors.js';
import type { Results } from '../../src/trials/results.js';
import { until, within } from '../harness/deadline.js';
import { descendants, isAlive } from '../harness/processes.js';
import { runCli } from '../harness/run-cli.js';
import { cli } from '../harness/server-process.js';
import { smallDisk } from '../harness/small-disk.js';
import { realisticResults } from '../reports/realistic-results.js';
import { ofThisMachine, stored, temporaryFolder } from './stored.js';

const deadlineMs = 170_000;

/** Long enough to be interrupted. */
const long = ['compare', 'epoll', 'event-loop', '--scenario', 'ping-pong', '--quick', '--rounds', '500'];

interface Started {
  pid: number;
  kill(signal: NodeJS.Signals): void;
  stdout: () => string;
  stderr: () => string;
  closed: Promise<number | null>;
}

function start(t: ExecutionContext, words: string[]): Started {
  const child = spawn(process.execPath, [cli, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    said.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.stderr += chunk;
  });
  t.teardown(() => child.kill('SIGKILL'));
  return {
    pid: child.pid ?? 0,
    kill: (signal) => void child.kill(signal),
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    closed: once(child, 'close').then(([code]) => code as number | null),
  };
}

async function refusesFolder(t: ExecutionContext, out: string, says: RegExp): Promise<void> {
  const run = await runCli([...long, '--out', out], { deadlineMs });
  t.is(run.exitCode, exitCodes.environment, run.stderr);
  t.regex(run.stderr, says);
  t.is(run.stderr.trim().split('\n').length, 1, 'before anything was measured');
  t.is(run.stdout, '');
}

test('a folder that cannot be one is told before anything is measured', (t) =>
  refusesFolder(t, '/dev/null/x', /^forkroad: cannot save results in \/dev\/null\/x: ENOTDIR/));

test('a folder that may not be written to is told before anything is measured', async (t) => {
  if (process.getuid?.() !== 0) {
    const folder = temporaryFolder(t);
    chmodSync(folder, 0o500);
    return refusesFolder(t, folder, /^forkroad: cannot save results in .*: EACCES/);
  }
  const disk = smallDisk(t, 'ro'); // root may write anywhere else
  if (disk) await refusesFolder(t, disk, /^forkroad: cannot save results in .*: EROFS/);
});

test('a full disk is told before anything is measured', async (t) => {
  const disk = smallDisk(t, 'size=16k');
  if (disk) await refusesFolder(t, join(disk, 'out'), /^forkroad: cannot save results in .*: ENOSPC/);
});

test.serial('a disk that fills midway: it ends, prints what was measured, and exits with 1', async (t) => {
  const disk = smallDisk(t, 'size=4m');
  if (!disk) return;
  const out = join(disk, 'out');
  const run = start(t, [...long, '--out', out]);
  await until('the first block', () => existsSync(join(out, 'results.json')), deadlineMs);
  fill(join(disk, 'filler'));
  t.is(await within('compare to end', run.closed, deadlineMs), exitCodes.failed);
  t.regex(run.stderr(), /cannot save in .*: ENOSPC.*; what is above was measured\n$/);
  t.regex(run.stdout(), /\(interrupted\)[\s\S]*\nepoll /);
  t.notRegex(run.stdout(), /^Report:/m, 'there is none');
  const kept: Results = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'));
  t.true(kept.blocks.length > 0, 'what was saved before is whole');
});

/** Until there is no room for another byte. */
function fill(file: string): void {
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    for (;;) {
      try {
        writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
      } catch {
        break;
      }
    }
  }
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test.serial(`${signal} in the check ends it, and nothing is left running`, async (t) => {
    const run = start(t, [...long, '--out', join(temporaryFolder(t), 'out')]);
    const pids = await until('a server', () => {
      const all = descendants(run.pid);
      return all.length > 0 ? all : undefined;
    });
    run.kill(signal);
    t.is(await within('compare to end', run.closed, deadlineMs), exitCodes.interrupted);
    await until('what it started to be gone', () => !pids.some(isAlive));
    t.regex(run.stderr(), /interrupted before the first block was finished: nothing to report\n$/);
  });
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test(`a second ${signal} ends what the first one does not`, async (t) => {
    const interrupt = new URL('../../src/cli/interrupt.js', import.meta.url).href;
    const deaf = `import('${interrupt}').then(({ interruption }) => {
      interruption().addEventListener('abort', () => console.log('aborted'));
      setInterval(() => {}, 1000);
      console.log('ready');
    })`;
    const child = spawn(process.execPath, ['-e', deaf], { stdio: ['ignore', 'pipe', 'inherit'] });
    t.teardown(() => child.kill('SIGKILL'));
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    await until('it to be ready', () => said.includes('ready'));
    child.kill(signal);
    await until('it to know', () => said.includes('aborted'));
    const closed = once(child, 'close');
    child.kill(signal);
    t.is((await within('it to end', closed))[0], exitCodes.interrupted);
  });
}

const results = ofThisMachine(realisticResults({ blocks: 3, scenarios: ['ping-pong'] }));

test.serial(
  'SIGINT in the check of --resume: nothing is added, and the exit code is that of an interruption',
  async (t) => {
    const file = stored(t, results);
    const before = readFileSync(file, 'utf8');
    const run = start(t, ['compare', '--resume', file, '--budget', '10m']);
    await until('a server', () => descendants(run.pid).length > 0);
    run.kill('SIGINT');
    t.is(await within('compare to end', run.closed, deadlineMs), exitCodes.interrupted, run.stderr());
    t.is(readFileSync(file, 'utf8'), before);
  },
);

/** As someone else might have made it. */
function planted(t: ExecutionContext): { file: string; command: string; trap: string } {
  const trap = join(temporaryFolder(t), 'trap');
  const command = `touch ${trap} {port}`;
  const models = results.models.map((model) =>
    model.name === 'epoll' ? { ...model, name: 'mine', quadrant: null, foreign: { command, isShell: false } } : model,
  );
  const text = JSON.stringify({ ...results, models }).replaceAll('"epoll"', '"mine"');
  return { file: stored(t, JSON.parse(text)), command, trap };
}

test('--from runs no command that a file names', async (t) => {
  const { file, trap } = planted(t);
  const run = await runCli(['compare', '--from', file]);
  t.is(run.exitCode, exitCodes.ok, run.stderr);
  t.false(existsSync(trap));
});

test('--resume runs no command that a file names: it asks for the same words, and refuses others', async (t) => {
  const { file, command, trap } = planted(t);
  for (const words of [[], ['--server', 'mine=./a.out {port}'], ['--server', `mine=${command}`, '--shell']]) {
    const run = await runCli(['compare', '--resume', file, ...words]);
    t.is(run.exitCode, exitCodes.usage, run.stderr);
    t.regex(
      run.stderr,
      /^forkroad: --resume runs no command that a file names\. .* --server 'mine=touch .* \{port\}'\n$/,
    );
    t.false(existsSync(trap));
  }
});

test('--resume where nothing is left to run is a usage error', async (t) => {
  const rounds = await runCli(['compare', '--resume', stored(t, results), '--rounds', '3']);
  t.is(rounds.exitCode, exitCodes.usage);
  t.regex(rounds.stderr, /--rounds 3 would do nothing: these results have 3 blocks of each table already/);
  const isOfBaseline = ({ model }: { model: string }) => model === results.asked.baseline;
  const alone: Results = {
    ...{ ...results, ended: 'decided', cells: results.cells.filter(isOfBaseline) },
    blocks: results.blocks.map((block) => ({ ...block, trials: block.trials.filter(isOfBaseline) })),
  };
  const decided = await runCli(['compare', '--resume', stored(t, alone)]);
  t.is(decided.exitCode, exitCodes.usage);
  t.regex(decided.stderr, /every row of these results is decided to within ±5 %: more come with --rounds only/);
});

const idle: [words: string[], stray: string][] = [
  ...[
    '--baseline epoll',
    '--seed 1',
    '--budget 1m',
    '--rounds 5',
    '--quick',
    '--scenario churn',
    '--connections 4',
  ].map((words): [string[], string] => [['--from', 'x', ...words.split(' ')], words.split(' ')[0] ?? '']),
  [['--from', 'x', '--resume', 'y'], '--resume'],
  [['--from', 'x', '--no-system-calls'], '--no-system-calls'],
  [['--from', 'x', '--server', 'a=b {port}'], '--server'],
  [['--from', 'x', 'epoll'], "'epoll'"],
  ...[
    '--baseline epoll',
    '--seed 1',
    '--quick',
    '--scenario churn',
    '--connections 4',
    '--out z',
    '--client native',
  ].map((words): [string[], string] => [['--resume', 'x', ...words.split(' ')], words.split(' ')[0] ?? '']),
  [['--resume', 'x', 'epoll'], "'epoll'"],
];

const senseOf = (words: string[]) => {
  const command = compareCommand().exitOverride();
  command.action(() => requireSense(command.args, command));
  command.parse(words, { from: 'user' });
};

for (const [words, stray] of idle) {
  test(`an option that would do nothing is refused: ${words.join(' ')}`, (t) => {
    const error = t.throws(() => senseOf(words));
    t.true(error?.message.includes(`${stray} would do nothing`), error?.message);
  });
}

test('what goes with --from and --resume is taken; --shell is for --server', (t) => {
  t.notThrows(() => senseOf(['--from', 'x', '--out', 'y', '--json', '--against', 'z', '--assert', 'a<b']));
  t.notThrows(() => senseOf(['--resume', 'x', '--budget', '1m', '--rounds', '9', '--server', 'a=b {port}', '--shell']));
  t.throws(() => senseOf(['epoll', '--shell']), { message: /--shell is for the commands of --server/ });
});

test('a reader that leaves hides no failure', async (t) => {
  const words = ['--assert', 'epoll=thread-per-connection', '--assert', 'event-loop=thread-per-connection'];
  const child = spawn(process.execPath, [cli, 'compare', '--from', stored(t, results), ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'exit');
  child.stdout.destroy();
  child.stderr.resume();
  const [exitCode] = await within('compare to end', closed, deadlineMs);
  t.is(exitCode, exitCodes.failed);
});
