// One model for people: where it stands, what it takes, what it promises, where to read on.
import { claimSentences } from '../models/claim-sentences.js';
import { quadrantMeanings, twinsOf } from '../models/map.js';
import type { Model } from '../models/model.js';
import { wrapped } from '../reports/text-table.js';
import { optionTexts } from './model-options.js';
import { defaults } from './serve.js';

/** As the terminal: wider lines are hard to read. */
const columns = 80;
const labelColumns = 13;

/** Where its page stands in the package. */
export const pageOf = (name: string): string => `docs/models/${name}.md`;

export function modelText(model: Model): string {
  const { name, quadrant, canonical, language, lineage, services } = model;
  const absent = model.whyAbsent?.();
  const { workers, threads, loops } = defaults;
  const claims = claimSentences(model, [{ counts: { workers, threads, loops }, words: 'by default' }]);
  const twins = twinsOf(model).map((twin) => `${twin.name} (${twin.language})`);
  const lines = [
    ...labelled('Quadrant', [
      `${quadrant}: ${quadrantMeanings[quadrant]}${canonical ? `; the model that '${quadrant}' names` : ''}`,
    ]),
    ...labelled('Written in', [language]),
    ...labelled('Twin', twins),
    ...labelled(
      'Known from',
      [lineage.join(', ')].filter((text) => text !== ''),
    ),
    ...labelled('Services', [services.join(', ')]),
    ...labelled('Options', optionLines(model)),
    ...labelled('By default', claims),
    ...labelled('Absent here', absent === undefined ? [] : [absent]),
    ...labelled('Serve it', absent === undefined ? [`forkroad serve ${name}`] : []),
    ...labelled('Its page', [pageOf(name)]),
  ];
  return `${wrapped(`${name}: ${model.summary}`, columns).join('\n')}\n\n${lines.join('\n')}\n`;
}

function optionLines(model: Model): string[] {
  const options = optionTexts(model);
  if (options.length === 0) return ['those of every model'];
  return options.map(
    ({ flags, does, fallback, values }) =>
      `${flags}: ${does} (${values === '' ? '' : `${values}; `}default: ${fallback})`,
  );
}

/** Each text from the same column on, its later lines a little further in. */
function labelled(label: string, texts: readonly string[]): string[] {
  const room = columns - labelColumns - 2;
  const lines = texts.flatMap((text) => wrapped(text, room - 2).map((line, i) => (i === 0 ? line : `  ${line}`)));
  return lines.map((line, i) => `  ${(i === 0 ? label : '').padEnd(labelColumns)}${line}`);
}
