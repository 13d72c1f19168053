// How long the bench goes on: until it can tell, within its time, and from where it was interrupted.
import test from 'ava';
import { runTasks, shareMs } from '../../../scripts/bench/run-tasks.js';
import { randomNumbers } from '../../../src/statistics/random.js';
import { emptyResults, fakeCheck, fakePair, Record } from './fake-tasks.js';

const goal = { atLeast: 0.97 };
const noisy = (ratio: number, deviation: number) => {
  const random = randomNumbers(1);
  return () => ratio * (1 + deviation * (2 * random() - 1));
};

const roundsOf = ({ events }: Record, name: string) => events.filter((event) => event.startsWith(`${name} `)).length;

test('a pair that is clear ends after 10 rounds, one that is not goes on to 40', async (t) => {
  const record = new Record();
  const clear = fakePair({ name: 'clear', ratio: noisy(1.2, 0.02), goal });
  const unclear = fakePair({ name: 'unclear', ratio: noisy(0.97, 0.3), goal });
  const narrow = fakePair({ name: 'narrow', ratio: noisy(0.97, 0.005), goal });
  const shown = fakePair({ name: 'shown', ratio: noisy(0.97, 0.3) });
  await runTasks([clear, unclear, narrow, shown], emptyResults(), record);
  t.is(roundsOf(record, 'clear'), 10);
  t.is(roundsOf(record, 'unclear'), 40);
  t.is(roundsOf(record, 'narrow'), 10, 'known to ±1 %');
  t.is(roundsOf(record, 'shown'), 10, 'nothing is asked of it');
});

test('the budget holds, and what one pair leaves the next may have', async (t) => {
  const record = new Record();
  const unclear = (name: string) => fakePair({ name, ratio: noisy(0.97, 0.3), goal });
  const clear = fakePair({ name: 'clear', ratio: noisy(1.2, 0.02), goal });
  const results = emptyResults({ budgetMs: 130_000 });
  await runTasks([clear, unclear('b'), unclear('c'), fakeCheck('check', 0)], results, record);
  t.true(results.spentMs <= 130_000, String(results.spentMs));
  t.is(roundsOf(record, 'clear'), 10);
  t.true(roundsOf(record, 'b') > 20, 'more than a third of the time');
  t.true(results.tasks.every((task) => task.kind !== 'pair' || task.isDone));
});

test('shareMs: by the length of the rounds, after what checks need', (t) => {
  const pairs = [1, 2, 3].map((n) => fakePair({ name: `${n}`, ratio: () => 1 }));
  t.is(shareMs([...pairs, fakeCheck('check', 0)], { budgetMs: 100_000, spentMs: 37_000 }), 20_000);
  t.is(shareMs(pairs, { budgetMs: 1000, spentMs: 2000 }), 0);
});

test('the sides take turns at going first', async (t) => {
  const order: string[] = [];
  await runTasks([fakePair({ name: 'a', ratio: () => 1, order })], emptyResults({ rounds: 3 }), new Record());
  t.deepEqual(order, ['ours', 'theirs', 'theirs', 'ours', 'ours', 'theirs']);
});

test('what was saved before an interruption is gone on with: no round and no check is made twice', async (t) => {
  const record = new Record();
  const breaking = fakePair({
    name: 'b',
    ratio: (round) => {
      if (round === 2) throw new Error('interrupted');
      return 1;
    },
  });
  const a = fakePair({ name: 'a', ratio: () => 1 });
  const tasks = [a, fakeCheck('check', 0), breaking];
  await t.throwsAsync(runTasks(tasks, emptyResults({ rounds: 4 }), record), { message: 'interrupted' });
  t.like(record.saved, { tasks: [{ isDone: true }, { value: 0 }, { isDone: false }] });

  const resumed = structuredClone(record.saved ?? emptyResults());
  const spentMs = resumed.spentMs;
  const again = new Record();
  await runTasks([a, fakeCheck('check', 0), fakePair({ name: 'b', ratio: () => 1 })], resumed, again);
  t.deepEqual(again.events, ['b 3', 'b 4']);
  t.true(resumed.spentMs > spentMs, 'the time of before counts');
});
