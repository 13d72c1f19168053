// What is wrong with results that have the right shape: numbers of no machine, parts that do not belong together.
import { isPrintable } from '../text/printable.js';
import type { CellKey, Results } from './results.js';

/** No figure of a machine is larger: more would only fill the page. */
const largestNumber = 1e15;
const deepest = 20;

/** What no comparison has written, wherever it stands: results come from others, too. Undefined: nothing. */
export function whatIsStrange(value: unknown, where = 'results', depth = 0): string | undefined {
  if (depth > deepest) return `${where.slice(0, 80)} … is nested too deep`;
  if (typeof value === 'number' && Math.abs(value) > largestNumber) return `${where} is ${value}: no machine has that`;
  if (typeof value === 'string' && !isPrintable(value)) return `${where} has a control character`;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, each] of Object.entries(value)) {
    if (!isPrintable(key)) return `a name in ${where} has a control character`;
    const strange = whatIsStrange(each, Array.isArray(value) ? `${where}[${key}]` : `${where}.${key}`, depth + 1);
    if (strange !== undefined) return strange;
  }
  return undefined;
}

/** Parts that name each other, and do not: undefined where all do. Which scenarios there are is not known here. */
export function whatDoesNotFit({ asked, models, cells, blocks }: Results): string | undefined {
  const names = models.map(({ name }) => name);
  if (!names.includes(asked.baseline)) return `the baseline ${asked.baseline} is not among the models`;
  if (new Set(names).size < names.length) return 'two models have the same name';
  const stranger = cells.find(({ model }) => !names.includes(model));
  if (stranger) return `a cell is of ${stranger.model}, which is not among the models`;
  const known = new Set(cells.map(keyOf));
  if (known.size < cells.length) return 'a cell is there twice';
  const counts = new Map<string, number>();
  for (const { table, block, trials } of blocks) {
    const expected = (counts.get(table) ?? 0) + 1;
    if (block !== expected) return `block ${block} of ${table} stands where block ${expected} should`;
    counts.set(table, expected);
    const lost = trials.find((trial) => !known.has(keyOf(trial)));
    if (lost) return `block ${block} of ${table} has a trial of ${lost.model} that is of no cell`;
    if (new Set(trials.map(keyOf)).size < trials.length) return `block ${block} of ${table} has two trials of one cell`;
  }
  return undefined;
}

const keyOf = ({ scenario, row, model, client, connections }: CellKey): string =>
  JSON.stringify([scenario, row, model, client, connections]);
