// docs/models: a page for every model, its generated parts those of the code, nothing missing, no link into nowhere.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'ava';
import { diagrams } from '../../scripts/model-pages/diagrams.js';
import { draw } from '../../scripts/model-pages/draw.js';
import { measuredOf } from '../../scripts/model-pages/measured.js';
import { measuredSchema } from '../../scripts/model-pages/measured-file.js';
import { generatedFiles, mapFile, sections } from '../../scripts/model-pages/pages.js';
import { diagramFile, pageFile, partsOf } from '../../scripts/model-pages/parts.js';
import type { Model } from '../../src/models/model.js';
import { findModel, models } from '../../src/models/registry.js';
import { realisticResults } from '../reports/realistic-results.js';

const folder = dirname(mapFile);
const files = readdirSync(folder).filter((name) => name.endsWith('.md'));

/** As GitHub makes them of headings. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\d -]/gu, '')
      .replace(/ /g, '-'),
  );

test('what is generated in docs/models is as `make docs` writes it', (t) => {
  for (const [file, text] of generatedFiles()) {
    t.true(existsSync(file), `${file} is not there: make docs`);
    t.true(readFileSync(file, 'utf8') === text, `${file} is out of date: make docs`);
  }
});

for (const { name } of models) {
  test(`${name}: its page has every section, none of them empty, and a diagram`, (t) => {
    const text = readFileSync(pageFile(name), 'utf8');
    t.true(text.startsWith(`# ${name}\n`));
    const parts = text.split(/^## /m).slice(1);
    t.deepEqual(
      parts.map((part) => part.split('\n')[0]),
      sections.map(({ title }) => title),
    );
    for (const part of parts) {
      const [title = '', ...lines] = part.split('\n');
      const written = lines
        .filter((line) => !line.startsWith('<!--'))
        .join('')
        .trim();
      t.not(written, '', `${pageFile(name)}: there is nothing below '${title}'`);
    }
    t.true(existsSync(diagramFile(name)), `scripts/model-pages/diagrams has none of ${name}`);
  });
}

for (const name of files) {
  test(`${name}: its links lead somewhere`, (t) => {
    const text = readFileSync(join(folder, name), 'utf8');
    for (const [, target = ''] of text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/\]\(([^)\s]+)\)/g)) {
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? join(folder, name) : join(folder, path);
      t.true(existsSync(file), `${name}: ${target}`);
      if (anchor) t.true(anchorsOf(readFileSync(file, 'utf8')).includes(anchor), `${name}: ${target}`);
    }
  });
}

test('every diagram is told in words, and its arrows lead to lanes', (t) => {
  for (const diagram of diagrams) {
    t.true(draw(diagram).includes('<desc id="desc">'));
    t.regex(diagram.says, /\.$/);
    for (const { from, to } of diagram.arrows ?? []) {
      for (const [process, lane] of [from, ...to]) t.truthy(diagram.processes[process]?.lanes[lane], diagram.model);
    }
  }
});

test('a measured row stands on its page as the report has it; without one it is not measured', (t) => {
  const results = realisticResults();
  const measured = measuredSchema.parse(JSON.parse(JSON.stringify(measuredOf(results))));
  const of = (name: string) => partsOf(findModel(name) as Model, measured).measured ?? '';
  const [table] = measured.tables;
  const row = table?.rows.find(({ model }) => model === 'event-loop');
  t.truthy(row);
  const blocks = Math.max(...measured.tables.map((each) => each.blocks));
  t.true(blocks > 0 && blocks < results.blocks.length, 'of the table that had most, not of all together');
  t.true(of('event-loop').includes(`Medians of up to ${blocks} blocks with their intervals`));
  for (const part of [row?.figure, row?.verdict, row?.ratio ?? '–', table?.scenario, measured.command]) {
    t.true(of('event-loop').includes(part as string), part);
  }
  t.regex(partsOf(findModel('epoll') as Model, undefined).measured ?? '', /^Not measured yet/);
});
