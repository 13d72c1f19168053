// What 'undisturbed' means in a session: a reading of the yardstick that stays far above its median is slow.
import test from 'ava';
import { Session } from '../../src/trials/session.js';

/** Reads these, one after the other, then the last of them for ever. */
function sessionOf(...readings: number[][]): Session {
  return new Session(() => (readings.length > 1 ? readings.shift() : readings[0]) ?? []);
}

const usual = Array.from({ length: 20 }, (_, i) => [10 + i / 100, 20 + i / 100]);

test('a reading is judged against the median of its CPU, not of another', (t) => {
  const session = sessionOf(...usual, [10.5, 20.5], [12, 20]);
  for (const _ of usual) session.read();
  t.false(session.read().isSlow);
  t.deepEqual(session.read(), { perCpuUs: [12, 20], isSlow: true });
  t.deepEqual(session.p10Us.map(Math.round), [10, 20]);
  t.deepEqual(session.medianUs.map(Math.round), [10, 20]);
});

test('a machine that has two speeds is not disturbed by either of them', (t) => {
  const speeds = usual.flatMap(() => [[10], [12]]);
  const session = sessionOf([11], ...speeds, [10], [12], [15]);
  for (const _ of [[11], ...speeds]) session.read();
  t.false(session.read().isSlow);
  t.false(session.read().isSlow);
  t.true(session.read().isSlow);
});

test('a reading that is taken again counts once', (t) => {
  const session = sessionOf(...usual, [30, 20], [30, 20], [30, 20]);
  for (const _ of usual) session.read();
  t.true(session.read().isSlow);
  t.true(session.read().isSlow);
  t.is(Math.round(session.medianUs[0] ?? 0), 10);
});

test('a moment’s delay is not a slow machine: the reading is taken again', (t) => {
  const session = sessionOf(...usual, [30, 20], [30, 20], [10, 20]);
  for (const _ of usual) session.read();
  t.deepEqual(session.read(), { perCpuUs: [10, 20], isSlow: false });
});

test('the first reading has nothing to be slow against', (t) => {
  t.false(sessionOf([1000]).read().isSlow);
});
