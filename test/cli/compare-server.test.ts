// `forkroad compare --server`: a program of someone else's as a row, and what is said where it cannot be one.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { Results } from '../../src/trials/results.js';
import { compiled } from '../harness/compiled.js';
import { runCli } from '../harness/run-cli.js';

const standIn = new URL('../trials/foreign-stand-in.child.js', import.meta.url).pathname;
const node = `'${process.execPath}' '${standIn}'`;
const deadlineMs = 170_000;

function temporaryFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'forkroad-compare-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  return folder;
}

test.serial(
  'textbook servers in C are rows, on as many blocks as are asked for, and again with --resume',
  async (t) => {
    const out = temporaryFolder(t);
    const threads = compiled(t, 'scripts/peers/thread-per-connection.c');
    const one = compiled(t, 'scripts/peers/iterative.c');
    const servers = ['--server', `c-threads=${threads} {port}`, '--server', `c-one=exec ${one} {port}`, '--shell'];
    const words = ['compare', 'epoll', '--baseline', 'c-threads', '--scenario', 'ping-pong', '--no-system-calls'];
    const once = ['--quick', '--rounds', '1', '--budget', '1s']; // no time to run a disturbed trial again
    const first = await runCli([...words, ...once, '--out', out, ...servers], { deadlineMs });
    t.regex(first.stderr, /Models +c-threads \(baseline\), epoll, c-one/);
    const file = join(out, 'results.json');
    const { blocks, models }: Results = JSON.parse(readFileSync(file, 'utf8'));
    t.deepEqual(
      models.slice(1).map(({ name, quadrant, foreign }) => [name, quadrant, foreign]),
      [
        ['c-threads', null, { command: `${threads} {port}`, isShell: true }],
        ['c-one', null, { command: `exec ${one} {port}`, isShell: true }],
      ],
    );
    for (const { failed, row, measured } of blocks[0]?.trials ?? []) {
      t.is(failed, null, row);
      t.true((measured?.figures.cpuUsPerMessage ?? 0) > 0, row);
    }
    const served = blocks[0]?.trials.find(({ row }) => row === 'c-one');
    t.deepEqual(served?.measured?.connections, { asked: 16, established: 16, served: 1 });
    t.regex(first.stdout, /c-one +.*1 of 16 served/);

    const resumed = await runCli(['compare', '--resume', file, '--rounds', '2', '--budget', '10m', ...servers], {
      deadlineMs,
    });
    t.regex(resumed.stdout, /2 blocks/, resumed.stderr);
  },
);

test('a server that cannot be told to work has no row there, and the table says why', async (t) => {
  const out = temporaryFolder(t);
  const options = ['--quick', '--rounds', '1', '--budget', '1s', '--no-system-calls', '--out', out];
  const { stdout } = await runCli(
    ['compare', 'spmt', '--server', `mine=${node} loop {port}`, '--scenario', 'logging', ...options],
    { deadlineMs },
  );
  t.regex(stdout, /mine: impossible: somebody else's server has no variants/);
});

const refused: [string, string[], number, RegExp][] = [
  ['no name', ['./a.out {port}'], 2, /expected 'name=command \{port\}', got '\.\/a\.out \{port\}'/],
  ['no port', ['mine=./a.out'], 2, /--server mine: the command does not say where the port goes/],
  ['a model’s name', ['epoll=./a.out {port}'], 2, /'epoll' is the name of one of forkroad's models/],
  ['the same name twice', ['a=./a.out {port}', 'a=./b.out {port}'], 2, /two servers are named 'a'/],
  [
    'no such program',
    ['mine=./no-such-program {port}'],
    1,
    /mine cannot be compared: .*there is no program '\.\/no-such-program'/,
  ],
  ['one that ends', [`mine=${node} ends {port}`], 1, /exit code 3: no luck\n.*forkroad verify --server/],
  ['one that is mute', [`mine=${node} mute {port}`], 1, /mine cannot be compared: it answers nothing on port/],
];

for (const [what, servers, exitCode, message] of refused) {
  test(`refused: ${what}`, async (t) => {
    const words = servers.flatMap((server) => ['--server', server]);
    const run = await runCli(['compare', 'spmt', ...words, '--out', '/nowhere'], { deadlineMs });
    t.is(run.exitCode, exitCode, run.stderr);
    t.regex(run.stderr, message);
    t.is(run.stdout, '');
  });
}

test('a wrong model is told before any server is started', async (t) => {
  const run = await runCli(['compare', 'epol', '--server', `mine=${node} ends {port}`]);
  t.is(run.exitCode, 2);
  t.regex(run.stderr, /unknown model 'epol'. Did you mean 'epoll'\?.*mine/);
});
