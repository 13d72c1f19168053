// `make compare-parsers`: 10⁵ generated conversations to the native HTTP parser and to node:http's.
import { parseArgs } from 'node:util';
import { compareParsers } from './compare.js';
import { knownDifferences } from './differences.js';

const defaults = { conversations: 100_000, seed: 1 };
const shown = { unlisted: 20, characters: 500 };

const { values } = parseArgs({
  options: {
    conversations: { type: 'string', default: String(defaults.conversations) },
    seed: { type: 'string', default: String(defaults.seed) },
  },
});
const wanted = Number(values.conversations);
const number = (value: number) => value.toLocaleString('en');
const say = (line: string) => process.stdout.write(`${line}\n`);

let told = 0;
const { conversations, alike, known, unlisted } = await compareParsers(wanted, Number(values.seed), (done) => {
  if (done - told < wanted / 10) return;
  told = done;
  say(`${number(done)} of ${number(wanted)} conversations`);
});
say(`${number(conversations)} conversations: ${number(alike)} answers alike; the others ended in a difference:`);
for (const { name, section } of knownDifferences) {
  say(`${number(known.get(name) ?? 0).padStart(8)}  ${name} (${section})`);
}
say(`${number(unlisted.length).padStart(8)}  not in the list`);
for (const { native, node, sent } of unlisted.slice(0, shown.unlisted)) {
  say(JSON.stringify({ native, node, sent: sent.replace(/(.)\1{40,}/g, '$1…') }).slice(0, shown.characters));
}
process.exit(unlisted.length === 0 ? 0 : 1);
