// The generated parts of the README are those of the code.
import { readFileSync } from 'node:fs';
import test from 'ava';
import { generated } from '../../scripts/docs.js';

test('the README is as `make docs` writes it', (t) => {
  const readme = readFileSync('README.md', 'utf8');
  t.is(readme, generated(readme));
});

test('every make target that the README names is there', (t) => {
  const makefile = readFileSync('Makefile', 'utf8');
  const named = readFileSync('README.md', 'utf8').matchAll(/(?:`|^)make ([a-z]+(?:-[a-z]+)*)/gm);
  for (const [, target] of named) {
    t.regex(makefile, new RegExp(`^${target}:`, 'm'));
  }
});
