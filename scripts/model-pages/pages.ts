// docs/models as `make docs` writes it: the generated parts of each page and of the map, and the diagrams.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Model } from '../../src/models/model.js';
import { models } from '../../src/models/registry.js';
import { diagrams } from './diagrams.js';
import { draw } from './draw.js';
import { mapTable, twinTable } from './map.js';
import { filled } from './markers.js';
import { readMeasured } from './measured-file.js';
import { diagramFile, pageFile, partsOf } from './parts.js';

export const mapFile = 'docs/models/README.md';

/** Its sections in their order, and which generated part each has, if it is not written by hand. */
export const sections: readonly { title: string; part?: string }[] = [
  { title: 'What it is' },
  { title: 'The code', part: 'code' },
  { title: 'Options', part: 'options' },
  { title: 'What it promises', part: 'claims' },
  { title: 'Measured', part: 'measured' },
  { title: 'Where it comes from' },
  { title: 'What to watch' },
  { title: 'When to choose it' },
  { title: 'On the map', part: 'neighbours' },
];

const marked = (part: string): string => `<!-- ${part} -->\n<!-- /${part} -->`;

/** What a new model's page begins with; the rest is for a person to write. */
export function pageFrame(name: string): string {
  const head = `# ${name}\n\n${marked('summary')}\n\n![Diagram of ${name}](diagrams/${name}.svg)`;
  return `${[head, ...sections.map(({ title, part }) => `## ${title}${part ? `\n\n${marked(part)}` : ''}`)].join('\n\n')}\n`;
}

export const withParts = (text: string, model: Model): string =>
  Object.entries(partsOf(model, readMeasured())).reduce((page, [name, content]) => filled(page, name, content), text);

export const withMap = (text: string): string => filled(filled(text, 'map', mapTable()), 'twins', twinTable());

/** All that is generated, by file: as it should be. A page that is not there yet is its frame. */
export function generatedFiles(): Map<string, string> {
  const read = (file: string, fallback: string) => (existsSync(file) ? readFileSync(file, 'utf8') : fallback);
  return new Map([
    [mapFile, withMap(readFileSync(mapFile, 'utf8'))],
    ...models.map((model): [string, string] => {
      const file = pageFile(model.name);
      return [file, withParts(read(file, pageFrame(model.name)), model)];
    }),
    ...diagrams.map((diagram): [string, string] => [diagramFile(diagram.model), draw(diagram)]),
  ]);
}

export function writePages(): void {
  for (const [file, text] of generatedFiles()) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
