// `forkroad models`: what can be served with, on the map of processes and threads.
import { Command } from 'commander';
import type { Model } from '../models/model.js';
import { models } from '../models/registry.js';

export const command = new Command('models')
  .description('List the models, by quadrant of the map {single, multi} process × {single, multi} thread.')
  .option('--json', 'as one JSON document')
  .action(({ json }: { json?: boolean }) => {
    process.stdout.write(json ? `${JSON.stringify(asDocument(), null, 2)}\n` : asTable());
  });

function asDocument() {
  const entry = ({ name, quadrant, canonical, language, summary, lineage, services }: Model) => {
    return { name, quadrant, canonical, language, summary, lineage, services };
  };
  return { version: 1, models: models.map(entry) };
}

const quadrants = {
  spst: 'one process, one thread',
  spmt: 'one process, many threads',
  mpst: 'many processes, one thread each',
  mpmt: 'many processes, many threads',
} as const;

const absence = ({ whyAbsent }: Model): string => {
  const reason = whyAbsent?.();
  return reason === undefined ? '' : ` (not here: ${reason})`;
};

function asTable(): string {
  const width = Math.max(...models.map((model) => model.name.length));
  const sections = Object.entries(quadrants).map(([code, meaning]) => {
    const lines = models
      .filter((model) => model.quadrant === code)
      .map(
        (model) => `  ${model.canonical ? '*' : ' '} ${model.name.padEnd(width)}  ${model.summary}${absence(model)}`,
      );
    return [`${code}  ${meaning}`, ...lines].join('\n');
  });
  return `${sections.join('\n\n')}\n\n* the one that the quadrant's code names: forkroad serve spst\n`;
}
