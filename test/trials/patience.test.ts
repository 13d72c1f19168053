// Deadlines: longer where this machine is slow, crowded or small, never shorter.
import test from 'ava';
import { patienceOf, patient } from '../../src/trials/patience.js';

const usual = { bootMs: 25, load: 0.5, cpus: 2 };

test('a deadline is as written on a machine that is as it usually is, and on a better one', (t) => {
  t.is(patienceOf(usual), 1);
  t.is(patienceOf({ bootMs: 5, load: 0, cpus: 64 }), 1);
});

test('it grows with a slow start, with the load on each CPU, and where there is less than one', (t) => {
  t.is(patienceOf({ ...usual, bootMs: 300 }), 10);
  t.is(patienceOf({ ...usual, load: 8 }), 4);
  t.is(patienceOf({ ...usual, load: 8, cpus: 64 }), 1);
  t.is(patienceOf({ ...usual, cpus: 0.25 }), 4);
});

test('it has an end', (t) => {
  t.is(patienceOf({ bootMs: 1e6, load: 1e6, cpus: 0.01 }), 30);
});

test('here and now, a deadline is at least what is written', (t) => {
  t.true(patient(10_000) >= 10_000);
});
