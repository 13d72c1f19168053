// The generated parts of the README and of the page on one's own server are those of the code.
import { readFileSync } from 'node:fs';
import test from 'ava';
import { generated, withServers } from '../../scripts/docs.js';

test('the README is as `make docs` writes it', (t) => {
  const readme = readFileSync('README.md', 'utf8');
  t.is(readme, generated(readme));
});

test('docs/write-your-own.md shows its servers as they are', (t) => {
  const page = readFileSync('docs/write-your-own.md', 'utf8');
  t.is(page, withServers(page));
});

test('every make target that the README names is there', (t) => {
  const makefile = readFileSync('Makefile', 'utf8');
  const named = readFileSync('README.md', 'utf8').matchAll(/(?:`|^)make ([a-z]+(?:-[a-z]+)*)/gm);
  for (const [, target] of named) {
    t.regex(makefile, new RegExp(`^${target}:`, 'm'));
  }
});
