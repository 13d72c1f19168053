// The figures of a model's own queue: a mean between two readings, the deepest of all, and null where there is none.
import test from 'ava';
import { queueFigures } from '../../src/trials/queue-figures.js';

const none = { queueWaitUs: null, deepestQueue: null };

test('the wait is the mean of those that left the queue in between, the depth that of the whole run', (t) => {
  const before = { connections: 10, waitUs: 4000, longestWaitUs: 900, deepest: 12 };
  const after = { connections: 14, waitUs: 4100, longestWaitUs: 900, deepest: 12 };
  t.deepEqual(queueFigures(before, after), { queueWaitUs: 25, deepestQueue: 12 });
  t.deepEqual(queueFigures(before, before), { queueWaitUs: null, deepestQueue: 12 });
});

test('a model without a queue has none, nor has somebody else’s server', (t) => {
  const unused = { connections: 0, waitUs: 0, longestWaitUs: 0, deepest: 0 };
  t.deepEqual(queueFigures(unused, unused), none);
  t.deepEqual(queueFigures(undefined, undefined), none);
});
