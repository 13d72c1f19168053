// A worker's slot is filled again at once, unless its workers die three times within 10 s.
import test from 'ava';
import { BackOff } from '../../src/serving/back-off.js';

const pauses = (deathsMs: number[]) => {
  const backOff = new BackOff();
  return deathsMs.map((time) => backOff.afterDeath(time));
};

test('single deaths, however many, are followed by no pause', (t) => {
  t.deepEqual(pauses([0, 15_000, 30_000, 45_000]), [0, 0, 0, 0]);
  t.deepEqual(pauses([0, 9_000, 18_000, 27_000]), [0, 0, 0, 0]);
});

test('the third death within 10 s starts a pause that doubles while the loop goes on', (t) => {
  t.deepEqual(pauses([0, 100, 200, 1_300, 3_400]), [0, 0, 1000, 2000, 4000]);
});

test('a worker that lives for 10 s ends the loop', (t) => {
  t.deepEqual(pauses([0, 100, 200, 12_000, 12_100]), [0, 0, 1000, 0, 0]);
});
