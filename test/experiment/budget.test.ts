// An experiment within a budget: what still begins, and what goes last since the time cannot decide it.
import test from 'ava';
import { type Asked, type Ran, run } from './fake-experiment.js';

const turnsOf = ({ blocks }: Ran): string => blocks.map(({ table }) => table).join('');
const rowsOf = ({ blocks }: Ran): string[] =>
  blocks.map(({ trials }) =>
    trials
      .map(({ key }) => key)
      .filter((key) => !['base', 'again'].includes(key))
      .sort()
      .join(''),
  );

test('no block begins that would not end within it', async (t) => {
  const asked: Asked = { tables: { a: { x: { needs: 20, ms: 8 } } } };
  const ran = await run({ ...asked, budgetMs: 45 });
  t.is(ran.ended, 'budget');
  t.is(ran.blocks.length, 4, 'of 10 ms each');
  t.true(ran.tookMs <= 45);
});

test('the first block of each table runs, whatever the budget', async (t) => {
  const ran = await run({ tables: { a: { x: { needs: 3, ms: 100 } }, b: { y: { needs: 3, ms: 100 } } }, budgetMs: 1 });
  t.is(turnsOf(ran), 'ab');
  t.is(ran.ended, 'budget');
});

test('time that a block took is what the next is expected to take', async (t) => {
  const slower: Asked['tables'] = { a: { x: { needs: 20, ms: 8 } } };
  const first = await run({ tables: slower, budgetMs: 10 });
  const before = first.blocks.map((block) => {
    return { ...block, trials: block.trials.map((trial) => ({ ...trial, tookMs: 10 * trial.tookMs })) };
  });
  const resumed = await run({ tables: slower, budgetMs: 99, before });
  t.is(resumed.blocks.length, before.length, 'a block took 100 ms then');
  const enough = await run({ tables: slower, budgetMs: 101, before });
  t.true(enough.blocks.length > before.length);
});

test('a row that the time left cannot decide any more goes last', async (t) => {
  const tables = { a: { soon: { needs: 4, ms: 8 }, late: { needs: 29, ms: 8 } } };
  const ran = await run({ tables, budgetMs: 75 });
  t.deepEqual(rowsOf(ran).slice(0, 4), ['soon', 'soon', 'soon', 'soon'], '29 blocks of 10 ms and more are too many');
  t.deepEqual(rowsOf(ran).slice(4), ['late', 'late', 'late'], 'what is left is for the other');
  t.is(ran.ended, 'budget');
});

test('a row that nobody can say when it is decided goes last, too', async (t) => {
  const tables = { a: { never: {} }, b: { soon: { needs: 6 } } };
  const ran = await run({ tables, budgetMs: 27 });
  t.is(turnsOf(ran).slice(0, 6), 'bbbbbb');
  t.is(turnsOf(ran).slice(6), 'aaa');
});

test('a disturbed trial is not run again where that would not end within the budget', async (t) => {
  const asked: Asked = {
    tables: { a: { x: { needs: 1, ms: 8 } } },
    outcomeOf: (key) => (key === 'x' ? 'disturbed' : 'fine'),
  };
  t.deepEqual((await run({ ...asked, budgetMs: 11 })).queuedAgain, []);
  t.deepEqual((await run({ ...asked, budgetMs: 19 })).queuedAgain, ['x']);
});

test('everything that is decided before its end leaves the rest of it', async (t) => {
  const ran = await run({ tables: { a: { x: { needs: 3 } } }, budgetMs: 1000 });
  t.is(ran.ended, 'decided');
  t.is(ran.tookMs, 9);
});

test('when every row is decided, what is left of the time narrows those that are only roughly known', async (t) => {
  const tables = { a: { rough: { needs: 3, narrowAfter: 6 } }, b: { sharp: { needs: 3 }, slow: { needs: 4 } } };
  const ran = await run({ tables, budgetMs: 1000 });
  t.deepEqual(rowsOf(ran).slice(0, 6).sort(), ['rough', 'rough', 'rough', 'sharpslow', 'sharpslow', 'sharpslow']);
  t.deepEqual(rowsOf(ran).slice(6), ['slow', 'rough', 'rough', 'rough'], 'what can be decided comes first');
  t.is(ran.ended, 'decided');
  const cut = await run({ tables, budgetMs: 30 });
  t.true(rowsOf(cut).filter((row) => row === 'rough').length < 6);
  t.is(cut.ended, 'decided', 'though the time was used up');
});

test('a row that is not decided comes before those that are roughly known, also where nobody can say when', async (t) => {
  const tables = { a: { never: {}, done: { needs: 8 } }, b: { rough: { needs: 3, narrowAfter: 9 } } };
  const ran = await run({ tables, budgetMs: 60 });
  const after = ran.blocks.slice(ran.blocks.findIndex(({ table, block }) => table === 'a' && block === 8) + 1);
  t.true(after.length > 0);
  t.deepEqual(
    [...new Set(after.map(({ table }) => table))],
    ['a'],
    'it is in more blocks already, and still comes first',
  );
});
