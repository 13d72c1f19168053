// What the yardstick usually reads, by CPU, over a session.
import test from 'ava';
import { Session } from '../../src/trials/session.js';

test('of each CPU its best and its usual reading, apart from the others', (t) => {
  const readings = Array.from({ length: 21 }, (_, i) => [10 + i, 100 + 10 * i]);
  const left = readings.map((reading) => [...reading]);
  const session = new Session(() => left.shift() ?? []);
  t.deepEqual(
    readings.map(() => session.read()),
    readings,
  );
  t.deepEqual(session.p10Us, [12, 120]);
  t.deepEqual(session.medianUs, [20, 200]);
});
