// Progress: a live line on a terminal; elsewhere whole lines, never an escape.
import test from 'ava';
import { Progress } from '../../src/reports/progress.js';
import { pingPong } from '../../src/scenarios/ping-pong.js';
import { planOf } from '../../src/trials/plan.js';
import { checkedOf, requestOf, standInModel } from '../trials/stand-ins.js';

const plan = planOf(
  requestOf([standInModel('event-loop')], { scenarios: [pingPong], baseline: 'none' }),
  checkedOf([standInModel('event-loop')]),
  [],
);
const [first] = plan.trials;
if (!first) throw new Error('a plan has trials');
const trial = { ...first, expectedMs: 30_000 };
const noBudget = { countingMs: 0, firstBlocksMs: 60_000, expectedMs: 60_000, budgetLeftMs: null };

interface Played {
  blocks?: { exactly: number | null; atMost: number };
  budgetLeftMs?: number;
  rows?: number;
}

/** Two blocks of a trial that takes twice as long as was expected; one of the rows is decided in each. */
function play(columns: number | undefined, { blocks, budgetLeftMs, rows = 2 }: Played = {}): string {
  let text = '';
  let nowMs = 0;
  const progress = new Progress(
    { blocksMs: 30_000, blocks: blocks ?? { exactly: 2, atMost: 2 } },
    { ...noBudget, budgetLeftMs: budgetLeftMs ?? null },
    { write: (more) => (text += more), columns },
    () => nowMs,
  );
  for (const block of [1, 2]) {
    const place = { table: 'ping-pong-16', block };
    progress.blockStarts(undefined, { decided: Math.min(rows, block - 1), of: rows });
    progress.trialStarts(trial, place);
    nowMs += 60_000;
    progress.trialEnded(trial, { tookMs: 60_000 });
    progress.blockEnded(place, { decided: Math.min(rows, block), of: rows });
  }
  progress.stop();
  return text;
}

test('elsewhere: a line for each block, with the rows decided and the time left at the pace so far', (t) => {
  t.deepEqual(play(undefined).split('\n'), [
    '1 of 2 rows decided · ping-pong-16 block 1 done · 50% · 1 min 0 s left',
    '2 of 2 rows decided · ping-pong-16 block 2 done · 100% · 0 s left',
    '',
  ]);
});

test('with a budget, what is left of it is the time left', (t) => {
  const text = play(undefined, { budgetLeftMs: 240_000, blocks: { exactly: null, atMost: 29 } });
  t.regex(text, /^1 of 2 rows decided · ping-pong-16 block 1 done · 25% · 3 min 0 s left\n/);
});

test('exactly so many blocks within a budget: the sooner of the two ends', (t) => {
  t.regex(play(undefined, { budgetLeftMs: 240_000 }), /block 1 done · 50% · 1 min 0 s left\n/);
  t.regex(play(undefined, { budgetLeftMs: 90_000 }), /block 1 done · 66% · 30 s left\n/);
});

test('where no row may be decided, nothing is said of it', (t) => {
  t.regex(play(undefined, { rows: 0 }), /^ping-pong-16 block 1 done · /);
});

for (const columns of [40, 80]) {
  test(`on a terminal of ${columns}: one line, over and over, never wider than it, gone at the end`, (t) => {
    const text = play(columns);
    t.false(text.includes('\n'));
    t.true(text.endsWith('\r\x1b[K'));
    t.true(text.includes('left · '));
    t.true(text.split('\r').every((line) => line.replace('\x1b[K', '').length < columns));
  });
}

test('on a terminal that says it has 0 columns the line is still there', (t) => {
  t.is(play(0), play(80));
});
