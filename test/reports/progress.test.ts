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
const time = { countingMs: 0, atLeastMs: 60_000, atMostMs: 60_000, budgetLeftMs: null };

function play(columns: number | undefined, least = 2): string {
  let text = '';
  const progress = new Progress({ roundMs: 30_000, rounds: { atLeast: least, atMost: 2 } }, time, {
    write: (more) => (text += more),
    columns,
  });
  for (const round of [1, 2]) {
    progress.trialStarts(trial, round);
    progress.trialEnded(trial, { tookMs: 60_000 });
    progress.roundEnded({ round }, round === 1 ? [trial] : []);
  }
  progress.stop();
  return text;
}

test('elsewhere: a line for each round, with the time left at the pace so far', (t) => {
  t.is(play(undefined), 'round 1 of 2 done · 50% · 1 min 0 s left\nround 2 of 2 done\n');
});

test('on a terminal: one line, over and over, never wider than it, gone at the end', (t) => {
  const text = play(40);
  t.false(text.includes('\n'));
  t.true(text.endsWith('\r\x1b[K'));
  t.true(text.split('\r').every((line) => line.replace('\x1b[K', '').length < 40));
});

test('where rounds may end sooner, the time left is at most so much', (t) => {
  t.regex(play(undefined, 1), /^round 1 of at most 2 done · 50% · at most 1 min 0 s left\n/);
});
