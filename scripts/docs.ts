// `make docs`: writes the generated parts of the README (the table of models, the command-line reference), of the page
// on one's own server, and of the pages of the models with their diagrams.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { models } from '../src/models/registry.js';
import { filled } from './model-pages/markers.js';
import { writePages } from './model-pages/pages.js';
import { page as ownServerPage, serverSections } from './write-your-own.js';

const readme = 'README.md';
const commands = ['models', 'scenarios', 'serve', 'client', 'load', 'compare', 'verify', 'stop'];

export function modelTable(): string {
  const rows = models.map(({ name, quadrant, canonical, language, summary }) => {
    const code = canonical ? `**${quadrant}**` : quadrant;
    return `| ${code} | \`${name}\` | ${language} | ${summary} |`;
  });
  return ['| quadrant | model | written in | what it is |', '|---|---|---|---|', ...rows].join('\n');
}

export function commandReference(): string {
  return commands
    .map((name) => {
      const { stdout } = spawnSync(process.execPath, ['dist/src/cli/main.js', name, '--help'], {
        encoding: 'utf8',
        env: { ...process.env, COLUMNS: '100', NO_COLOR: '1' },
      });
      return `### \`forkroad ${name}\`\n\n\`\`\`text\n${stdout.trim()}\n\`\`\``;
    })
    .join('\n\n');
}

export function generated(text: string): string {
  return filled(filled(text, 'models', modelTable()), 'commands', commandReference());
}

export const withServers = (text: string): string => filled(text, 'servers', `\n${serverSections()}\n`);

if (process.argv[1]?.endsWith('docs.js')) {
  writeFileSync(readme, generated(readFileSync(readme, 'utf8')));
  writeFileSync(ownServerPage, withServers(readFileSync(ownServerPage, 'utf8')));
  writePages();
}
