// The servers of docs/write-your-own hold to the whole contract, each as the model that it is.
import test from 'ava';
import { checks } from '../../src/verify/registry.js';
import { hasIPv6 } from '../harness/tools.js';
import { commandOf, type Example, examples } from './examples.js';
import { verdictOf } from './verdict.js';

const patienceMs = 10_000;

for (const [name, expected] of Object.entries(examples)) {
  test(`${name}: is ${expected}, and every check holds`, async (t) => {
    const command = commandOf(t, name as Example);
    if (!command) return;
    const { failed, held } = await verdictOf(command, expected, { patienceMs });
    t.deepEqual(failed, {});
    t.is(Object.keys(held).length, checks.length);
  });
}

for (const host of ['::1', '::', '127.0.0.2']) {
  test(`a server at ${host} is held to every check there`, async (t) => {
    if (host.includes(':') && !hasIPv6(t)) return;
    const command = commandOf(t, 'event-loop.mjs', [["'127.0.0.1'", `'${host}'`]]);
    if (!command) return;
    const { failed, held } = await verdictOf(command, 'event-loop', { patienceMs });
    t.deepEqual(failed, {});
    t.is(Object.keys(held).length, checks.length);
  });
}
