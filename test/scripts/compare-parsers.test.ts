// The native HTTP parser and node:http's differ in what is listed, and in nothing else; the list is in the documentation.
import { readFileSync } from 'node:fs';
import test from 'ava';
import { compareParsers } from '../../scripts/compare-parsers/compare.js';
import { knownDifferences } from '../../scripts/compare-parsers/differences.js';

test('2,000 conversations, known tricks among them, end alike or in a listed difference', async (t) => {
  const { conversations, alike, known, unlisted } = await compareParsers(2000, 1, () => {});
  t.is(conversations, 2000);
  t.true(alike > conversations, 'most conversations hold a request that both answer');
  t.true(known.size > knownDifferences.length / 2);
  t.deepEqual(unlisted, []);
});

test('docs/http-echo.md has each difference with the section that decides', (t) => {
  const page = readFileSync('docs/http-echo.md', 'utf8');
  for (const { name, native, section } of knownDifferences)
    t.true(page.includes(`| ${name} | ${native} | ${section} |`), name);
});
