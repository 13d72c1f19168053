// A table without verdicts has nothing to become precise: it is done after the rounds that were asked for at least.
import test from 'ava';
import type { Plan } from '../../src/trials/plan.js';
import type { Results } from '../../src/trials/results.js';
import { unsettled } from '../../src/trials/unsettled.js';
import { crash, mixed } from '../reports/made-up-scenarios.js';
import { baseline, sampleResults } from '../reports/sample-results.js';

test('compared tables go on while they are open; those without verdicts do not', (t) => {
  const figures = (round: number) => ({ p99Us: 100 + 40 * (round % 2), lostShare: round % 2 });
  const rounds = Array.from({ length: 8 }, (_, round) =>
    ['mixed', 'crash'].flatMap((scenario) => [
      { scenario, model: baseline, figures: { p99Us: 100, lostShare: 1 } },
      { scenario, model: 'epoll', figures: figures(round) },
    ]),
  );
  const results = sampleResults(rounds);
  const cells = results.cells.map((cell): Results['cells'][number] => {
    return cell.scenario === 'crash' ? { ...cell, role: 'entrant' } : cell;
  });
  const plan = {
    ...{ cells, scenarios: [mixed, crash], precision: 0.03, rounds: { atLeast: 7, atMost: 30 } },
    trials: cells.map((cell) => ({ cell })),
  } as unknown as Plan;
  const open = (count: number) => [
    ...new Set(unsettled(plan, results.rounds.slice(0, count)).map(({ cell }) => cell.scenario)),
  ];
  t.deepEqual(open(6), ['mixed', 'crash']);
  t.deepEqual(open(8), ['mixed']);
});
