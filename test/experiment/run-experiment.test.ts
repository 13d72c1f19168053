// An experiment from its first block to its end: whose turn it is, who leaves, and why it ends.
import test from 'ava';
import { type Asked, type Ran, run } from './fake-experiment.js';

/** The tables of the blocks, in their order. */
const turnsOf = ({ blocks }: Ran): string => blocks.map(({ table }) => table).join('');

/** How many blocks a row was in. */
const blocksOf = ({ blocks }: Ran, table: string, key: string): number =>
  blocks.filter((block) => block.table === table && block.trials.some((trial) => trial.key === key)).length;

test('tables take turns, fewest blocks first', async (t) => {
  const ran = await run({ tables: { a: { x: { needs: 3 } }, b: { y: { needs: 5 } }, c: { z: { needs: 3 } } } });
  t.is(turnsOf(ran), 'abcabcabcbb');
  t.is(ran.ended, 'decided');
});

test('each block has its baseline, its control and every open row once, in an order of its own', async (t) => {
  const asked: Asked = { tables: { a: { x: {}, y: {}, z: {} } }, exactly: 6 };
  const { order } = await run(asked);
  for (const [i, line] of order.entries()) {
    t.is(line.split(': ')[0], `a ${i + 1}`);
    t.deepEqual(line.split(': ')[1]?.split(' ').sort(), ['again', 'base', 'x', 'y', 'z']);
  }
  t.true(new Set(order.map((line) => line.slice(4))).size > 1, 'blocks differ in order');
  t.deepEqual((await run(asked)).order, order, 'the seed brings them back');
  t.notDeepEqual((await run({ ...asked, seed: 2 })).order, order);
});

test('a row that is decided leaves, and its table ends with its last row', async (t) => {
  const ran = await run({ tables: { a: { near: { needs: 8 }, far: { needs: 3 } } } });
  t.is(blocksOf(ran, 'a', 'far'), 3);
  t.is(blocksOf(ran, 'a', 'near'), 8);
  t.is(blocksOf(ran, 'a', 'base'), 8);
  t.is(ran.ended, 'decided');
  t.deepEqual([ran.progress[0], ran.progress[3], ran.progress.at(-1)], ['0 of 2', '1 of 2', '2 of 2']);
});

test('it ends at the most blocks that the plan has', async (t) => {
  const ran = await run({ tables: { a: { x: { needs: 99 } }, b: { y: { needs: 3 } } }, atMost: 5 });
  t.is(ran.ended, 'blocks');
  t.is(turnsOf(ran), 'abababaa');
});

test('the most blocks are those of a row: one that waited while others ran gets as many', async (t) => {
  const tables = { a: { first: { needs: 6, ms: 8 }, late: { ms: 8 } } };
  const { blocks } = await run({ tables, atMost: 6, budgetMs: 1000 });
  const had = (key: string) => blocks.filter(({ trials }) => trials.some((trial) => trial.key === key)).length;
  t.deepEqual([had('first'), had('late')], [6, 6]);
  t.is(blocks.length, 12, 'the late one by itself, after it');
});

test('exactly so many: every row in each, decided or not; those that cannot be compared, too', async (t) => {
  const ran = await run({
    tables: { a: { x: { needs: 3 }, y: {} } },
    exactly: 5,
    outcomeOf: (key) => (key === 'y' ? 'unfit' : 'fine'),
  });
  t.is(ran.ended, 'blocks');
  t.deepEqual([blocksOf(ran, 'a', 'x'), blocksOf(ran, 'a', 'y')], [5, 5]);
  t.is((await run({ tables: { a: { x: { needs: 1 } } }, exactly: 1 })).blocks.length, 1);
});

test('a table that is only shown gets three blocks, and no row of it counts as decided or not', async (t) => {
  const ran = await run({ tables: { a: { x: { needs: 5 } }, shown: { y: {} } }, shownOnly: ['shown'] });
  t.is(blocksOf(ran, 'shown', 'y'), 3);
  t.is(ran.progress.at(-1), '1 of 1');
});

test('a baseline by itself is run against itself: three blocks, or exactly as many as were asked for', async (t) => {
  t.is((await run({ tables: { a: {} } })).blocks.length, 3);
  const ran = await run({ tables: { a: {} }, exactly: 7 });
  t.is(ran.blocks.length, 7);
  t.is(ran.progress.at(-1), '0 of 0');
});

test('a table with a number of blocks of its own has so many, whatever is asked of all; without rows, too', async (t) => {
  const tables = { once: { x: {} }, more: { y: {} }, alone: {}, usual: { z: { needs: 4 } } };
  const asked: Asked = { tables, shownOnly: ['once', 'more'], ownBlocks: { once: 1, more: 10, alone: 2 } };
  const counts = ({ blocks }: Ran) =>
    Object.keys(tables).map((key) => blocks.filter(({ table }) => table === key).length);
  const ran = await run(asked);
  t.deepEqual(counts(ran), [1, 10, 2, 4]);
  t.is(ran.ended, 'decided');
  t.deepEqual(counts(await run({ ...asked, exactly: 5 })), [1, 10, 2, 5]);
});

test('a disturbed trial is queued again twice, at the end of its block; then it costs itself and nothing else', async (t) => {
  const asked: Asked = { tables: { a: { x: { needs: 3 }, y: { needs: 3 } } } };
  const always = await run({
    ...asked,
    outcomeOf: (key, { block }) => (key === 'x' && block === 2 ? 'disturbed' : 'fine'),
  });
  t.deepEqual(always.queuedAgain, ['x', 'x']);
  t.regex(always.order[1] ?? '', / x x$/);
  const second = always.blocks[1]?.trials.filter(({ key }) => key === 'x');
  t.deepEqual(
    second?.map(({ attempt, isDisturbed }) => [attempt, isDisturbed]),
    [[3, true]],
    'one trial is kept, and marked',
  );
  t.deepEqual([blocksOf(always, 'a', 'x'), blocksOf(always, 'a', 'y')], [4, 3], 'y had its three, x needs one more');

  const once = await run({
    ...asked,
    outcomeOf: (key, { attempt }) => (key === 'x' && attempt === 1 ? 'disturbed' : 'fine'),
  });
  t.deepEqual(once.queuedAgain, ['x', 'x', 'x']);
  t.true(once.blocks.flatMap(({ trials }) => trials).every(({ isDisturbed }) => !isDisturbed));
});

test('a row that cannot be compared in its first two blocks leaves; one that was only disturbed there stays', async (t) => {
  const ran = await run({
    tables: { a: { bad: { needs: 3 }, unlucky: { needs: 3 }, good: { needs: 6 } } },
    outcomeOf: (key, { block }) => {
      if (key === 'bad') return 'unfit';
      return key === 'unlucky' && block <= 2 ? 'disturbed' : 'fine';
    },
  });
  t.is(blocksOf(ran, 'a', 'bad'), 2);
  t.is(blocksOf(ran, 'a', 'unlucky'), 5);
  t.is(ran.ended, 'decided', 'what cannot be compared is not waited for');
  t.is(ran.progress.at(-1), '2 of 2');
});

test('without a baseline that can be compared, rows are only shown', async (t) => {
  const ran = await run({
    tables: { a: { x: { needs: 10 } } },
    outcomeOf: (key) => (['base', 'again'].includes(key) ? 'unfit' : 'fine'),
  });
  t.is(ran.blocks.length, 3);
});

test('an interrupted block is dropped: its trials have no partners', async (t) => {
  const ran = await run({
    tables: { a: { x: {}, y: {} } },
    interruptAt: (key, { block }) => key === 'x' && block === 3,
  });
  t.is(ran.ended, 'interrupted');
  t.is(ran.blocks.length, 2);
});

test('resumed wherever it was interrupted, it goes on in the same order, to the same end', async (t) => {
  const asked: Asked = {
    tables: { a: { x: { needs: 3 }, y: { needs: 6 } }, b: { z: { needs: 5 } } },
    outcomeOf: (key, { block }) => (key === 'y' && block === 2 ? 'disturbed' : 'fine'),
  };
  const whole = await run(asked);
  for (let kept = 0; kept < whole.blocks.length; kept++) {
    const { table, block } = whole.blocks[kept] as Ran['blocks'][number];
    const first = await run({
      ...asked,
      interruptAt: (key, at) => key === 'again' && at.table === table && at.block === block,
    });
    t.is(first.blocks.length, kept);
    const resumed = await run({ ...asked, before: first.blocks });
    t.deepEqual(resumed.blocks, whole.blocks);
    t.is(resumed.ended, whole.ended);
    t.deepEqual(resumed.progress.at(-1), whole.progress.at(-1));
  }
});
