// A server with a mistake is told it by the right check in the right words, and no other check blames it.
import test from 'ava';
import { checks } from '../../src/verify/registry.js';
import { commandOf, examples } from './examples.js';
import { fully, type Mistake, partly } from './mistakes.js';
import { verdictOf } from './verdict.js';

const patience = { fully: 2000, partly: 300 };

function told({ name, example, edits, expected, fails, only }: Mistake, patienceMs: number) {
  test(`a server that ${name}: ${Object.keys(fails).join(', ')}`, async (t) => {
    const command = commandOf(t, example, edits);
    if (!command) return;
    const { failed, held } = await verdictOf(command, expected ?? examples[example], { patienceMs, only });
    t.deepEqual(Object.keys(failed).sort(), Object.keys(fails).sort(), JSON.stringify(failed, null, 2));
    for (const [check, says] of Object.entries(fails)) t.regex(failed[check] ?? '', says);
    if (!('listens' in failed)) {
      t.is(Object.keys(held).length, (only ?? checks).length - Object.keys(failed).length);
    }
  });
}

for (const mistake of fully) told(mistake, patience.fully);
for (const mistake of partly) told(mistake, patience.partly);
