// A server's command line is cut into words as a shell would, and what only a shell could do is refused with a reason.
import test from 'ava';
import { parseServerCommand } from '../../src/trials/foreign-command.js';

const words = (text: string, isShell = false) => {
  const { file, args } = parseServerCommand(text, { isShell });
  return [file, ...args(8081)];
};

test('words are cut at spaces, and the port stands where {port} stood', (t) => {
  t.deepEqual(words('./a.out {port}'), ['./a.out', '8081']);
  t.deepEqual(words('  node   server.js\t--listen=127.0.0.1:{port}/{port} '), [
    'node',
    'server.js',
    '--listen=127.0.0.1:8081/8081',
  ]);
});

test('quotes are those of a POSIX shell: \'…\', "…", and a backslash', (t) => {
  t.deepEqual(words(`'my server' "{port}" a\\ b`), ['my server', '8081', 'a b']);
  t.deepEqual(words(`./s '{port} "x" \\n' "it's \\"so\\" \\n"`), ['./s', '8081 "x" \\n', `it's "so" \\n`]);
  t.deepEqual(words(`./s ''{port}'' '' ""`), ['./s', '8081', '', '']);
  t.deepEqual(words(`./s pre'fi'x"ed"{port} '$HOME|*'`), ['./s', 'prefixed8081', '$HOME|*']);
});

test('with a shell the whole line is the shell’s', (t) => {
  t.deepEqual(words('cd /srv && ./s {port} | cat', true), ['sh', '-c', 'cd /srv && ./s 8081 | cat']);
});

const mistakes: [string, RegExp][] = [
  ['./a.out 8081', /where the port goes: expected \{port\}/],
  ['', /expected \{port\}/],
  [`'' {port}`, /names no program/],
  ['./s {port} | cat', /'\|' takes a shell: --shell/],
  ['cd x && ./s {port}', /'&' takes a shell/],
  ['~/s {port}', /'~' takes a shell/],
  ['./s $PORT {port}', /'\$' takes a shell/],
  ['./s "$HOME" {port}', /takes a shell/],
  ['PORT={port} ./s', /'PORT=\{port\}' sets a variable, which takes a shell/],
  [`./s 'open {port}`, /a quote \('\) is not closed/],
  ['./s "open {port}', /a quote \("\) is not closed/],
  ['./s {port} \\', /a backslash at the end/],
];

for (const [text, says] of mistakes) {
  test(`refused: ${text || 'nothing'}`, (t) => {
    t.throws(() => parseServerCommand(text, { isShell: false }), { message: says });
  });
}
