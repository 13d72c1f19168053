// `forkroad verify` from outside: what it prints, its document and the schema shipped, its exit codes, wrong words.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import test from 'ava';
import { verifyJsonSchema } from '../../src/verify/document.js';
import { runCli } from '../harness/run-cli.js';

const shipped = readFileSync(new URL('../../../schemas/verify.schema.json', import.meta.url), 'utf8');
const good = `'${process.execPath}' docs/write-your-own/event-loop.mjs {port}`;
const deaf = `'${process.execPath}' -e 'net.createServer(() => {}).listen(process.argv[1])' {port}`;
const quick = ['--only', 'listens', 'echo', 'sigterm'];

test('the schema shipped is the one generated (node dist/scripts/write-schemas.js)', (t) => {
  t.is(shipped, verifyJsonSchema());
});

test('a server that holds: exit code 0, a line per check, no colour where nobody looks', async (t) => {
  const { stdout, exitCode } = await runCli(['verify', '--server', good, '--timeout', '10s', ...quick]);
  t.is(exitCode, 0);
  t.is(stdout.match(/^ {2}✓ /gm)?.length, 3);
  t.regex(stdout, /\nAll 3 checks hold\.\n$/);
  t.false(stdout.includes('\x1b'));
});

test('a server that fails: exit code 1, what was seen, what it means, what to look at, in 80 columns', async (t) => {
  const { stdout, exitCode } = await runCli([
    'verify',
    '--server',
    deaf,
    '--timeout',
    '200ms',
    '--only',
    'listens',
    'echo',
  ]);
  t.is(exitCode, 1);
  t.regex(stdout, /^ {2}✓ listens /m);
  t.regex(stdout, /^ {2}✗ echo +a line: no answer within 200 ms$/m);
  t.regex(
    stdout,
    /\n✗ echo: a line: no answer within 200 ms\n {2}Did +sent [\s\S]+\n {2}Usually +[\s\S]+\n {2}Look at +strace -f/,
  );
  t.regex(stdout, /\n1 of 2 checks failed \(echo\)\.\n$/);
  for (const line of stdout.split('\n').filter((each) => !each.startsWith('Server:'))) t.true(line.length <= 80, line);
});

test('--json is a document of the shipped schema', async (t) => {
  const words = [
    'verify',
    '--server',
    deaf,
    '--expect',
    'spmt',
    '--timeout',
    '200ms',
    '--json',
    '--only',
    'listens',
    'echo',
  ];
  const { stdout, exitCode } = await runCli(words);
  t.is(exitCode, 1);
  const document = JSON.parse(stdout);
  t.true(new Ajv2020().validate(JSON.parse(shipped), document));
  t.like(document, { server: deaf, expected: 'spmt', holds: false });
  t.deepEqual(
    document.checks.map(({ name, result }: { name: string; result: string }) => [name, result]),
    [
      ['listens', 'holds'],
      ['echo', 'failed'],
    ],
  );
});

test('a model of forkroad is known by its word', async (t) => {
  const { stdout, exitCode } = await runCli(['verify', 'epoll', '--timeout', '10s', '--only', 'echo', 'model']);
  t.is(exitCode, 0, stdout);
  t.regex(stdout, /^Server: forkroad serve epoll --port \{port\}\nExpected: event-loop: /);
});

test('with --shell the shell runs the command', async (t) => {
  const server = `PORT={port}; '${process.execPath}' docs/write-your-own/event-loop.mjs $PORT & wait`;
  const { stdout, exitCode } = await runCli(['verify', '--shell', '--server', server, '--timeout', '10s', ...quick]);
  t.is(exitCode, 0, stdout);
});

test('--list tells every check', async (t) => {
  const { stdout, exitCode } = await runCli(['verify', '--list']);
  t.is(exitCode, 0);
  t.is(stdout.match(/^ {2}Did /gm)?.length, 16);
  for (const line of stdout.split('\n')) t.true(line.length <= 80, line);
});

const mistakes: { words: string[]; says: RegExp; exitCode: number }[] = [
  { words: [], says: /missing --server, such as --server '\.\/a\.out \{port\}'/, exitCode: 2 },
  {
    words: ['--server', './a.out 8081'],
    says: /--server: .*expected \{port\} in it, got '\.\/a\.out 8081'/,
    exitCode: 2,
  },
  { words: ['--server', './a.out {port} | cat'], says: /'\|' takes a shell: --shell/, exitCode: 2 },
  { words: ['--server', './a.out {port}', '--expect', 'threads'], says: /Allowed choices are spst, spmt/, exitCode: 2 },
  {
    words: ['--server', 'x {port}', '--only', 'ecko'],
    says: /unknown check 'ecko'\. Did you mean 'echo'\?/,
    exitCode: 2,
  },
  { words: ['spst', '--server', 'x {port}'], says: /either a model or --server/, exitCode: 2 },
  { words: ['itertive'], says: /unknown model 'itertive'\. Did you mean 'iterative'\?/, exitCode: 2 },
  {
    words: ['--server', './no-such {port}'],
    says: /cannot start '\.\/no-such \{port\}' .*there is no program '\.\/no-such'/,
    exitCode: 3,
  },
  {
    words: ['--shell', '--server', 'no-such {port}'],
    says: /cannot start 'no-such \{port\}' \(sh\): .*exit code 127/,
    exitCode: 3,
  },
];

for (const { words, says, exitCode } of mistakes) {
  test(`forkroad verify ${words.join(' ')}: exit code ${exitCode} and a word that helps`, async (t) => {
    const run = await runCli(['verify', ...words]);
    t.is(run.exitCode, exitCode);
    t.regex(run.stderr, says);
    t.notRegex(run.stderr, /\n\s+at /);
  });
}
