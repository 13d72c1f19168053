// Progress: a live line on a terminal; elsewhere whole lines, never an escape.
import test from 'ava';
import { Progress } from '../../src/reports/progress.js';
import { pingPong } from '../../src/scenarios/ping-pong.js';
import { standInModel } from '../trials/stand-ins.js';

const trial = {
  cell: { scenario: 'ping-pong', model: 'event-loop', connections: 16, impossible: null },
  scenario: pingPong,
  model: standInModel('event-loop'),
  counts: { workers: 1, threads: 1 },
  timing: { warmUpMs: 0, windowMs: 0 },
  startUp: { listeningMs: 0, readyMs: 0, echoMs: 0, stopMs: 0 },
  expectedMs: 30_000,
};

function play(columns: number | undefined): string {
  let text = '';
  const progress = new Progress({ expectedMs: 60_000, rounds: 2 }, { write: (more) => (text += more), columns });
  for (const round of [1, 2]) {
    progress.trialStarts(trial, round);
    progress.trialEnded(trial, { tookMs: 60_000 });
    progress.roundEnded({ round });
  }
  progress.stop();
  return text;
}

test('elsewhere: a line for each round, with the time left at the pace so far', (t) => {
  t.is(play(undefined), 'round 1 of 2 done · 50% · 1 min 0 s left\nround 2 of 2 done · 100%\n');
});

test('on a terminal: one line, over and over, never wider than it, gone at the end', (t) => {
  const text = play(40);
  t.false(text.includes('\n'));
  t.true(text.endsWith('\r\x1b[K'));
  t.true(text.split('\r').every((line) => line.replace('\x1b[K', '').length < 40));
});
