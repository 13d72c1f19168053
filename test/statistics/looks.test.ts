// The looks: when there is one, and that all of them together spend no more than the allowed error.
import test from 'ava';
import {
  allowedError,
  fewestBlocks,
  lastLook,
  laterLooks,
  lookPlans,
  mostUsualBlocks,
  spentAt,
} from '../../src/statistics/looks.js';

test('usual: ten looks, from the third block to the 29th', (t) => {
  const looks = laterLooks(0, 'usual', 1000);
  t.deepEqual(looks, [3, 4, 5, 6, 8, 10, 13, 17, 22, 29]);
  t.is(looks[0], fewestBlocks);
  t.is(looks.at(-1), mostUsualBlocks);
  t.deepEqual(laterLooks(10, 'usual', 17), [13, 17]);
});

test('a row is judged by its last look, whatever it has been in since', (t) => {
  t.is(lastLook(2, 'usual'), undefined);
  t.is(lastLook(3, 'usual'), 3);
  t.is(lastLook(12, 'usual'), 10);
  t.is(lastLook(500, 'usual'), 29);
  t.is(lastLook(2, 'long'), undefined);
  t.is(lastLook(500, 'long'), 500);
  t.deepEqual(laterLooks(0, 'long', 5), [3, 4, 5]);
});

for (const plan of lookPlans) {
  test(`${plan}: all looks together spend at most the allowed error, and nearly all of it`, (t) => {
    const spent = laterLooks(0, plan, 10_000).reduce((sum, look) => sum + spentAt(look, plan), 0);
    t.true(spent <= allowedError * (1 + 1e-9), String(spent));
    t.true(spent > 0.99 * allowedError, String(spent));
  });
}
