// Adding a model as CONTRIBUTING.md says: made in a copy of the project, built, and held against every contract.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';

const root = new URL('../../..', import.meta.url).pathname;
const left = ['.git', 'node_modules', 'reports', 'build-cmake'];

function copyOfProject(): string {
  const copy = mkdtempSync(join(tmpdir(), 'forkroad-new-model-'));
  const isLeft = (path: string) => left.some((name) => path === join(root, name));
  cpSync(root, copy, { recursive: true, preserveTimestamps: true, filter: (path) => !isLeft(path) });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

test('make new-model writes three pieces that build, serve, and pass the contracts', (t) => {
  t.timeout(300_000);
  const copy = copyOfProject();
  t.teardown(() => rmSync(copy, { recursive: true }));
  const run = (command: string, args: string[]) => execFileSync(command, args, { cwd: copy, encoding: 'utf8' });
  // The packages are the project's own, through the link: `npm ci` must not run in the copy.
  const make = (...words: string[]) => run('make', ['--silent', '-o', 'node_modules/.package-lock.json', ...words]);
  const told = make('new-model', 'NAME=one-by-one');
  t.regex(told, /Wrote native\/models\/one-by-one\.cpp, src\/models\/one-by-one\.ts and a line in/);
  make('build');
  t.regex(run('node', ['dist/src/cli/main.js', 'models']), /one-by-one/);
  const report = run('npx', ['ava', '--match', 'one-by-one:*', 'dist/test/conformance/*.test.js']);
  t.regex(report, /\d+ tests passed/);
  run('npx', ['biome', 'ci', '--vcs-enabled=false', 'src/models']);
  t.throws(() => make('new-model', 'NAME=one-by-one'), undefined, 'an existing name is refused');
  t.throws(() => make('new-model', 'NAME=Not_A_Name'));
  t.regex(readFileSync(join(copy, 'src/models/registry.ts'), 'utf8'), /oneByOne,\n\];/);
});
