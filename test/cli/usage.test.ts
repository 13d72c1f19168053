// What the command line says to wrong words: what was expected, what came, the nearest valid word, and the exit code.
import test from 'ava';
import { nearestWord } from '../../src/cli/errors.js';
import { runCli } from '../harness/run-cli.js';

const mistakes: { words: string[]; says: RegExp; exitCode?: number }[] = [
  { words: ['serv', 'spst'], says: /unknown command 'serv'[\s\S]*serve/ },
  { words: ['serve'], says: /missing required argument 'model'/ },
  { words: ['serve', 'itertive'], says: /unknown model 'itertive'\. Did you mean 'iterative'\?/ },
  { words: ['serve', 'spst', '--thread', '2'], says: /unknown option '--thread'[\s\S]*--threads/ },
  { words: ['serve', 'spst', '--threads', '2'], says: /iterative takes no --threads/ },
  { words: ['serve', 'mpmt', '--threads', '0'], says: /expected a whole number from 1 to 4096, got '0'/ },
  { words: ['serve', 'spst', '--port', '70000'], says: /expected a whole number from 0 to 65535, got '70000'/ },
  { words: ['serve', 'spst', '--packets', 'hx'], says: /Allowed choices are hex, ascii, json, off/ },
  { words: ['serve', 'spst', '--service', 'ech'], says: /unknown service 'ech'\. Did you mean 'echo'\?/ },
  { words: ['serve', 'spst', '--work', 'cpu:5'], says: /expected a duration such as 500ms, 5s or 2m, got '5'/ },
  { words: ['serve', 'spst', '--work-from', '0'], says: /expected at least 1 byte, got '0'/ },
  { words: ['serve', 'spst', '--host', 'nowhere'], says: /--host takes a numeric address/ },
  { words: ['stop', '--port', '1'], says: /no forkroad server runs on port 1/, exitCode: 1 },
];

for (const { words, says, exitCode = 2 } of mistakes) {
  test(`forkroad ${words.join(' ')}: exit code ${exitCode} and a word that helps`, async (t) => {
    const run = await runCli(words);
    t.is(run.exitCode, exitCode);
    t.regex(run.stderr, says);
    t.is(run.stdout, '');
    t.notRegex(run.stderr, /\n\s+at /, 'a stack is no help');
  });
}

test('every command has --help', async (t) => {
  const { stdout } = await runCli(['--help']);
  const commands = [...stdout.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name]) => name as string);
  t.true(commands.includes('serve') && commands.includes('stop'));
  for (const command of commands.filter((name) => name !== 'help')) {
    const run = await runCli([command, '--help']);
    t.is(run.exitCode, 0, command);
    t.regex(run.stdout, new RegExp(`^Usage: forkroad ${command}`));
    for (const line of run.stdout.split('\n')) t.true(line.length <= 80, `${command} --help: ${line}`);
  }
});

test('forkroad models --json lists what can be served with', async (t) => {
  const { stdout, exitCode } = await runCli(['models', '--json']);
  t.is(exitCode, 0);
  const { version, models } = JSON.parse(stdout);
  t.is(version, 1);
  t.deepEqual(
    models.filter((model: { canonical: boolean }) => model.canonical).map((model: { name: string }) => model.name),
    ['iterative', 'thread-per-connection', 'fork-per-connection', 'forked-thread-pools'],
  );
});

test('the nearest word is close, or none', (t) => {
  t.is(nearestWord('mptm', ['spst', 'mpmt']), 'mpmt');
  t.is(nearestWord('event', ['epoll', 'event-loop']), 'event-loop');
  t.is(nearestWord('zzzzzz', ['spst', 'mpmt']), undefined);
});
