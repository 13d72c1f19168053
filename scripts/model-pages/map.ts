// The map in docs/models/README.md: a table of the quadrants, whose cells link the pages of their models.
import { inQuadrant } from '../../src/models/map.js';
import type { Model, Quadrant } from '../../src/models/model.js';
import { models } from '../../src/models/registry.js';

const cell = (quadrant: Quadrant): string => [`\`${quadrant}\``, ...inQuadrant(quadrant).map(linkOf)].join('<br>');

const linkOf = ({ name, canonical }: Model): string => {
  const link = `[${name}](${name}.md)`;
  return canonical ? `**${link}**` : link;
};

export function mapTable(): string {
  return [
    '| | single thread | multi thread |',
    '|---|---|---|',
    `| **single process** | ${cell('spst')} | ${cell('spmt')} |`,
    `| **multi process** | ${cell('mpst')} | ${cell('mpmt')} |`,
  ].join('\n');
}

export function twinTable(): string {
  const pairs = models.flatMap((model) => {
    const twin = models.find(({ name }) => name === model.twinOf);
    return twin
      ? [
          `| [${twin.name}](${twin.name}.md) | ${twin.language} | [${model.name}](${model.name}.md) | ${model.language} |`,
        ]
      : [];
  });
  return ['| model | in | its twin | in |', '|---|---|---|---|', ...pairs].join('\n');
}
