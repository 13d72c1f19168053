// Scenarios for people: the list, and one of them as it would be handed out to a class before it is measured.
import { figureTexts, resourceOf } from '../reports/figure-texts.js';
import { wrapped } from '../reports/text-table.js';
import type { ScenarioDescription } from '../scenarios/document.js';

/** As the terminal: wider lines are hard to read. */
const columns = 80;
const labelColumns = 13;

type Described = ScenarioDescription;
type Predicted = Described['models'][number];

/** `usual`: those that a comparison measures if none is named. */
export function listText(scenarios: readonly Described[], usual: readonly string[]): string {
  const entries = scenarios.map((each) =>
    [
      `${usual.includes(each.name) ? '*' : ' '} ${each.name}: ${each.question}`,
      ...labelled('Does', each.does),
      ...labelled('Shows', each.shows),
      ...labelled('Compares', comparedText(each)),
      ...labelled('Connections', connectionsText(each)),
    ].join('\n'),
  );
  const how = [
    '* what forkroad compare measures if no --scenario is named',
    'forkroad scenarios NAME tells what is predicted of each model, and why.',
  ];
  return `${entries.join('\n\n')}\n\n${how.join('\n')}\n`;
}

export function handout(scenario: Described, baseline: string): string {
  const about = [
    ...labelled('Does', scenario.does),
    ...labelled('Shows', scenario.shows),
    ...labelled('Compares', comparedText(scenario, baseline)),
    ...labelled('Connections', connectionsText(scenario)),
    ...(scenario.variants.length > 0 ? labelled('Rows', rowsText(scenario)) : []),
    ...labelled('Services', scenario.services.join(', ')),
    ...labelled('Clients', scenario.clients.join(', ')),
    ...labelled('Measure it', `forkroad compare --scenario ${scenario.name}`),
  ];
  return `${scenario.name}: ${scenario.question}\n\n${about.join('\n')}\n\n${predictionsText(scenario)}\n`;
}

function labelled(label: string, text: string): string[] {
  return wrapped(text, columns - labelColumns - 2).map(
    (line, i) => `  ${(i === 0 ? label : '').padEnd(labelColumns)}${line}`,
  );
}

function comparedText(scenario: Described, baseline?: string): string {
  const { primary, unit, hasVerdicts, tablePer, variants } = scenario;
  const resource = resourceOf(scenario);
  const what = resource === figureTexts[primary].head(unit).join(' ') ? resource : `${resource} (${unitOf(scenario)})`;
  if (!hasVerdicts) return `nothing: it shows ${what}`;
  const beside = tablePer === 'model' ? variants[0] : baseline;
  return `${what}, less is better${beside === undefined ? '' : `; the baseline is ${beside}`}`;
}

const unitOf = ({ primary, unit }: Described): string => figureTexts[primary].unit(unit);

function rowsText({ variants, sweep }: Described): string {
  return `of each model ${variants.join(', ')}${sweep === null ? '' : ` (${sweep})`}`;
}

/** "400; 32 of fork-per-connection": what most are run with, then the others. */
function connectionsText({ models, takesConnections, tablePer }: Described): string {
  const groups = groupsOf(models, ({ connections }) => connections.join(' and '));
  const [most, ...others] = [...groups].sort(([, a], [, b]) => b.length - a.length);
  const count = models[0]?.connections.length ?? 0;
  return [
    `${most?.[0] ?? ''}${count > 1 && tablePer === 'connections' ? ', each a table of its own' : ''}`,
    ...others.map(([connections, group]) => `${connections} of ${group.map(({ model }) => model).join(', ')}`),
    ...(takesConnections ? ['or as --connections says'] : []),
  ].join('; ');
}

function predictionsText({ models }: Described): string {
  const possible = models.filter(({ impossible }) => impossible === null);
  const ranked = possible
    .filter(({ place }) => place !== null)
    .sort((a, b) => (a.place as number) - (b.place as number));
  const blocks = [
    section('Predicted, the best first; within a place no difference is expected:', ranked, ({ place }) => `${place}`),
    section(
      'Expected not to hold it:',
      possible.filter(({ place }) => place === null),
      () => '-',
    ),
    section(
      'Impossible:',
      models.filter(({ impossible }) => impossible !== null),
      () => '-',
      ({ impossible }) => impossible ?? '',
    ),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** Models with one place and one reason stand together. */
function section(
  title: string,
  models: readonly Predicted[],
  mark: (model: Predicted) => string,
  reason = ({ because }: Predicted) => because,
): string {
  if (models.length === 0) return '';
  const groups = groupsOf(models, (model) => `${mark(model)} ${reason(model)}`);
  const lines = [...groups.values()].flatMap((group) => {
    const [first] = group as [Predicted, ...Predicted[]];
    const names = wrapped(group.map(({ model }) => model).join(', '), columns - 5);
    const why = wrapped(reason(first), columns - 7);
    return [
      ...names.map((line, i) => `${(i === 0 ? mark(first) : '').padStart(3)}  ${line}`),
      ...why.map((line) => `       ${line}`),
    ];
  });
  return [title, ...lines].join('\n');
}

function groupsOf<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
