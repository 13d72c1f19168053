// What will be run and how long it takes, told before it starts.
import type { CheckedModel } from '../trials/check-models.js';
import type { Plan } from '../trials/plan.js';
import { counted, duration } from './numbers.js';

export function planText({
  models,
  scenarios,
  baseline,
  cells,
  trials,
  rounds,
  timing,
  seed,
  expectedMs,
}: Plan): string {
  const impossible = cells.filter((cell) => cell.impossible !== null);
  const names = models.map(({ name }) => (name === baseline ? `${name} (baseline)` : name));
  return [
    `Models     ${names.join(', ')}`,
    `Scenarios  ${scenarios.map(({ name }) => name).join(', ')}`,
    `Rounds     ${rounds}, each of ${counted(trials.length, 'trial')} in random order (seed ${seed}); each on a fresh server`,
    `Window     ${timing.windowMs} ms after ${timing.warmUpMs} ms of warm-up`,
    ...impossible.map(
      (cell) => `Impossible ${cell.scenario} × ${cell.model} × ${cell.connections}: ${cell.impossible}`,
    ),
    `Time       about ${duration(expectedMs)}; Ctrl-C ends it and keeps the finished rounds`,
  ].join('\n');
}

/** A line for each model that did not answer. */
export const checkText = (checked: readonly CheckedModel[]): string[] =>
  checked.flatMap(({ model, failed }) => (failed === null ? [] : [`${model.name} fails its check: ${failed}`]));
