// How long the bench goes on: until its goals are decided, within its time, and from where it was interrupted.
import test from 'ava';
import { findingsOf, isPair } from '../../../scripts/bench/findings.js';
import type { BenchResults } from '../../../scripts/bench/results.js';
import { Disturbed, NotMeasured, type Pair } from '../../../scripts/bench/task.js';
import { emptyResults, fakeCheck, fakePair, noisy, record, run } from './fake-tasks.js';

const goal = { atLeast: 0.97 };

const blocksOf = ({ measured }: BenchResults, name: string) => measured.filter(({ table }) => table === name).length;

test('a pair ends at the look that decides it, or when it is known to ±1 %; one of which nothing is asked is shown', async (t) => {
  const results = emptyResults();
  await run(
    [
      fakePair({ name: 'far', ratio: noisy(3, 0.02), goal }),
      fakePair({ name: 'at its goal', ratio: noisy(0.97, 0.3), goal }),
      fakePair({ name: 'narrow', ratio: noisy(0.97, 0.005), goal }),
      fakePair({ name: 'shown', ratio: noisy(0.97, 0.3) }),
    ],
    results,
  );
  t.is(blocksOf(results, 'far'), 3);
  t.is(blocksOf(results, 'at its goal'), 29);
  t.true(blocksOf(results, 'narrow') < 10);
  t.is(blocksOf(results, 'shown'), 10);
  t.is(results.ended, 'blocks');
});

test('all decided is an ending of its own', async (t) => {
  const results = emptyResults();
  await run([fakePair({ name: 'far', ratio: noisy(3, 0.02), goal })], results);
  t.is(results.ended, 'decided');
});

test('pairs take turns, so that none is measured at another time than the others; a check is made once', async (t) => {
  const results = emptyResults({ blocks: 3 });
  const tasks = [
    fakePair({ name: 'a', ratio: () => 1, goal }),
    fakeCheck('once', 0),
    fakePair({ name: 'b', ratio: () => 1 }),
  ];
  const { trials } = await run(tasks, results);
  t.deepEqual(
    results.measured.map(({ table, block }) => `${table} ${block}`),
    ['a 1', 'once 1', 'b 1', 'a 2', 'b 2', 'a 3', 'b 3'],
  );
  t.is(trials.length, 13);
  const firstArms = new Set(
    results.measured.filter(({ table }) => table !== 'once').map((each) => each.trials[0]?.arm),
  );
  t.deepEqual([...firstArms].sort(), ['ours', 'theirs'], 'which side goes first is a matter of chance');
});

test('when the time is over, each has had its first block', async (t) => {
  const results = emptyResults({ budgetMs: 1000 });
  results.spentMs = 1000;
  const unclear = (name: string) => fakePair({ name, ratio: noisy(0.97, 0.3), goal });
  await run([unclear('a'), unclear('b'), fakeCheck('check', 0)], results);
  t.deepEqual(
    ['a', 'b', 'check'].map((name) => blocksOf(results, name)),
    [1, 1, 1],
  );
  t.is(results.ended, 'budget');
  t.true(results.spentMs >= 1000, 'the time of before counts');
});

test('what was saved before a failure is gone on with: no block and no check is made twice', async (t) => {
  const breaking = fakePair({
    name: 'b',
    ratio: (block) => {
      if (block === 2) throw new Error('broken');
      return 1;
    },
  });
  const a = fakePair({ name: 'a', ratio: () => 1 });
  const recorded = record();
  await t.throwsAsync(run([a, fakeCheck('check', 0), breaking], emptyResults({ blocks: 4 }), recorded), {
    message: 'broken',
  });
  const resumed = structuredClone(recorded.saved ?? emptyResults());
  t.is(resumed.ended, 'interrupted');
  t.deepEqual(
    ['a', 'check', 'b'].map((name) => blocksOf(resumed, name)),
    [3, 1, 2],
  );
  const again = await run([a, fakeCheck('check', 0), fakePair({ name: 'b', ratio: () => 1 })], resumed);
  const sides = (name: string, block: number) => [`${name} ${block}, ours`, `${name} ${block}, theirs`];
  t.deepEqual(again.trials.sort(), [...sides('a', 4), ...sides('b', 3), ...sides('b', 4)]);
  t.is(resumed.ended, 'blocks');
});

test('a side that knows its figures to be wrong is run again, twice at most; its block is not counted then', async (t) => {
  let runs = 0;
  const disturbed = (times: number): Pair => ({
    ...fakePair({ name: 'a', ratio: () => 1, goal }),
    ours: async () => {
      if (runs++ < times) throw new Disturbed('stolen');
      return [50_000];
    },
  });
  const blocksCounted = async (pair: Pair) => {
    runs = 0;
    const results = emptyResults({ blocks: 1 });
    await run([pair], results);
    return findingsOf([pair], results).filter(isPair)[0]?.blocks.length;
  };
  t.is(await blocksCounted(disturbed(2)), 1);
  t.is(runs, 3);
  t.is(await blocksCounted(disturbed(3)), 0);
  t.is(runs, 3);
});

test('what a task lacks is said, and asked for again when the bench goes on', async (t) => {
  const pair = fakePair({ name: 'a', ratio: () => 1 });
  const results = emptyResults({ blocks: 2 });
  const lacking: Pair = {
    ...pair,
    needs: () => {
      throw new NotMeasured('not today');
    },
  };
  await run([lacking], results);
  t.deepEqual(results.notMeasured, [{ name: 'a', reason: 'not today' }]);
  t.deepEqual(results.measured, []);
  await run([pair], results);
  t.deepEqual(results.notMeasured, []);
  t.is(blocksOf(results, 'a'), 2);
});
