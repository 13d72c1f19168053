// What others usually do here: learnt from windows, and what a window is held against.
import test from 'ava';
import { nothingUsual, Usual } from '../../src/trials/usual.js';

const windowOf = (foreignCpus: number, throttledShare = 0) => ({
  durationMs: 100,
  foreignUs: foreignCpus * 100_000,
  unaccountedUs: 0,
  throttledUs: throttledShare * 100_000,
});

test('a load that came to stay becomes usual; one that came and went does not', (t) => {
  const usual = new Usual();
  usual.learn([windowOf(1), windowOf(1), windowOf(1)]);
  t.is(usual.load.foreignCpus, 1);
  usual.learn([0, 0, 0, 0, 0].map((cpus) => windowOf(cpus)));
  t.is(usual.load.foreignCpus, 0);
});

test('what was there before the first trial is usual from the start', (t) => {
  const usual = new Usual({ ...nothingUsual, foreignCpus: 0.8 });
  t.is(usual.load.foreignCpus, 0.8);
  usual.learn([windowOf(0.5), windowOf(0.5), windowOf(0.5)]);
  t.is(usual.load.foreignCpus, 0.8, 'beside a trial it got less');
  t.deepEqual(new Usual().load, nothingUsual);
});

test('a quota that is always used up is usual, too; a window of no time teaches nothing', (t) => {
  const usual = new Usual();
  usual.learn([windowOf(0, 0.5), windowOf(0, 0.5), { ...windowOf(9), durationMs: 0 }]);
  t.deepEqual(usual.load, { foreignCpus: 0, unaccountedCpus: 0, throttledShare: 0.5 });
});
