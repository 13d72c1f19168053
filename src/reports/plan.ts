// What will be run and how long it takes, told before it starts.
import type { CheckedModel } from '../trials/check-models.js';
import type { Plan } from '../trials/plan.js';
import type { ExpectedTime } from '../trials/run-comparison.js';
import { clientName } from './client-texts.js';
import { counted, duration, listed } from './numbers.js';
import { wrapped } from './text-table.js';

const labelColumns = 12;

export function planText(plan: Plan, time: ExpectedTime, columns: number): string {
  const { models, scenarios, baseline, trials, timing, seed } = plan;
  const others = models.filter(({ name }) => name !== baseline);
  const names = [`${baseline} (baseline)`, ...others.map(({ name }) => name)];
  return [
    ['Models', names.join(', ')],
    ...(plan.absent ?? []).map(({ name, why }) => ['Absent', `${name}: ${why}`]),
    ['Scenarios', scenarios.map(({ name }) => name).join(', ')],
    ...(plan.service === 'echo' ? [] : [['Service', plan.service]]),
    ...(plan.clients.length === 1 && plan.clients[0] === 'native' ? [] : [['Clients', clientsText(plan)]]),
    [
      'Blocks',
      `${blocksText(plan)}; ${counted(trials.length, 'trial')} in one of each, in random order (seed ${seed})`,
    ],
    [
      'Trial',
      `a fresh server; warm-up until it is warm, for at most ${timing.warmUpCapMs / 1000} s, ${timing.windows} windows of at least ${Math.round(timing.windowMs / timing.windows)} ms`,
    ],
    ...impossible(plan).map((text) => ['Impossible', text]),
    ['Time', `${timeText(time, plan.blocks.exactly !== null)}; Ctrl-C ends it and keeps the finished blocks`],
  ]
    .flatMap(([label = '', text = '']) => entry(label, text, columns))
    .join('\n');
}

/** "forkroad load; autocannon (ping-pong alone)". */
const clientsText = ({ clients, scenarios }: Plan): string =>
  clients
    .map((client) => {
      const driven = scenarios.filter((scenario) => (scenario.clients ?? ['native']).includes(client));
      const names = driven.map(({ name }) => name);
      return driven.length === scenarios.length
        ? clientName(client)
        : `${clientName(client)} (${names.join(', ')} alone)`;
    })
    .join('; ');

/** Models of which the same is said stand together. */
function impossible({ cells }: Plan): string[] {
  const said = cells.flatMap(({ scenario, model, connections, impossible: why }) =>
    why === null ? [] : [{ model, place: `${scenario} × ${connections}`, why }],
  );
  const groups = new Map<string, string[]>();
  for (const { model, place, why } of said) {
    const key = `${place}: ${why}`;
    groups.set(key, [...new Set([...(groups.get(key) ?? []), model])]);
  }
  return [...groups].map(([key, names]) => `${key}: ${listed(names)}`);
}

/** "exactly 5 of each table", "of each table, until a row is decided, at most 29". */
const blocksText = ({ blocks: { exactly, atMost } }: Plan): string =>
  exactly === null ? `of each table until its rows are decided, at most ${atMost}` : `exactly ${exactly} of each table`;

function timeText({ expectedMs, budgetLeftMs, firstBlocksMs }: ExpectedTime, isExact: boolean): string {
  const sooner = isExact ? '' : ', less if every row is decided to within ±5 % before';
  const late =
    budgetLeftMs !== null && firstBlocksMs > budgetLeftMs
      ? `; the first block of each table alone takes longer than the budget`
      : '';
  return `about ${duration(expectedMs)}${sooner}${late}`;
}

/** The label in front of the first line, room for it in front of the others. */
const entry = (label: string, text: string, columns: number): string[] =>
  wrapped(text, columns - labelColumns).map((line, i) => (i === 0 ? label : '').padEnd(labelColumns) + line);

/** A line for each model that did not answer, or cannot run here. */
export const checkText = (checked: readonly CheckedModel[]): string[] =>
  checked.flatMap(({ model, failed }) =>
    failed === null ? [] : [`${model.name} ${model.whyAbsent?.() ? 'is left out' : 'fails its check'}: ${failed}`],
  );
