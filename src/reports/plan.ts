// What will be run and how long it takes, told before it starts.
import type { CheckedModel } from '../trials/check-models.js';
import type { Plan } from '../trials/plan.js';
import type { ExpectedTime } from '../trials/run-comparison.js';
import { counted, duration } from './numbers.js';
import { wrapped } from './text-table.js';

const labelColumns = 12;

export function planText(plan: Plan, time: ExpectedTime, columns: number): string {
  const { models, scenarios, baseline, cells, trials, timing, seed } = plan;
  const impossible = cells.filter((cell) => cell.impossible !== null);
  const names = models.map(({ name }) => (name === baseline ? `${name} (baseline)` : name));
  return [
    ['Models', names.join(', ')],
    ['Scenarios', scenarios.map(({ name }) => name).join(', ')],
    ['Rounds', `${roundsText(plan)}, each of ${counted(trials.length, 'trial')} in random order (seed ${seed})`],
    [
      'Trial',
      `a fresh server; warm-up from ${timing.warmUpMs} ms, ${timing.windows} windows from ${Math.round(timing.windowMs / timing.windows)} ms each`,
    ],
    ...impossible.map(({ scenario, model, connections, impossible: why }) => [
      'Impossible',
      `${scenario} × ${model} × ${connections}: ${why}`,
    ]),
    ['Time', `${timeText(time)}; Ctrl-C ends it and keeps the finished rounds`],
  ]
    .flatMap(([label = '', text = '']) => entry(label, text, columns))
    .join('\n');
}

/** "7", "7 to 30, until each interval is narrower than ±3 %". */
function roundsText({ rounds: { atLeast, atMost }, precision }: Plan): string {
  return atLeast === atMost
    ? `${atMost}`
    : `${atLeast} to ${atMost}, until each interval is within ±${precision * 100} %`;
}

function timeText({ atLeastMs, atMostMs }: ExpectedTime): string {
  const [least, most] = [duration(atLeastMs), duration(atMostMs)];
  return least === most ? `about ${most}` : `about ${least}, at most ${most}`;
}

/** The label in front of the first line, room for it in front of the others. */
const entry = (label: string, text: string, columns: number): string[] =>
  wrapped(text, columns - labelColumns).map((line, i) => (i === 0 ? label : '').padEnd(labelColumns) + line);

/** A line for each model that did not answer. */
export const checkText = (checked: readonly CheckedModel[]): string[] =>
  checked.flatMap(({ model, failed }) => (failed === null ? [] : [`${model.name} fails its check: ${failed}`]));
