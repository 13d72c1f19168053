// What will be run and how long it takes, told before it starts.
import type { CheckedModel } from '../trials/check-models.js';
import type { Plan } from '../trials/plan.js';
import { counted, duration } from './numbers.js';
import { wrapped } from './text-table.js';

const labelColumns = 12;

export function planText(plan: Plan, columns: number): string {
  const { models, scenarios, baseline, cells, trials, rounds, timing, seed, expectedMs } = plan;
  const impossible = cells.filter((cell) => cell.impossible !== null);
  const names = models.map(({ name }) => (name === baseline ? `${name} (baseline)` : name));
  return [
    ['Models', names.join(', ')],
    ['Scenarios', scenarios.map(({ name }) => name).join(', ')],
    ['Rounds', `${rounds}, each of ${counted(trials.length, 'trial')} in random order (seed ${seed})`],
    ['Trial', `a fresh server; warm-up from ${timing.warmUpMs} ms, window from ${timing.windowMs} ms`],
    ...impossible.map(({ scenario, model, connections, impossible: why }) => [
      'Impossible',
      `${scenario} × ${model} × ${connections}: ${why}`,
    ]),
    ['Time', `about ${duration(expectedMs)}; Ctrl-C ends it and keeps the finished rounds`],
  ]
    .flatMap(([label = '', text = '']) => entry(label, text, columns))
    .join('\n');
}

/** The label in front of the first line, room for it in front of the others. */
const entry = (label: string, text: string, columns: number): string[] =>
  wrapped(text, columns - labelColumns).map((line, i) => (i === 0 ? label : '').padEnd(labelColumns) + line);

/** A line for each model that did not answer. */
export const checkText = (checked: readonly CheckedModel[]): string[] =>
  checked.flatMap(({ model, failed }) => (failed === null ? [] : [`${model.name} fails its check: ${failed}`]));
