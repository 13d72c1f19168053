// The part of docs/write-your-own.md that shows the servers: each file of docs/write-your-own in full.
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';

export const page = 'docs/write-your-own.md';

const folder = 'docs/write-your-own';

/** In the order of the page, each with its model and what one should see in it. */
const servers: readonly { file: string; model: string; says: string }[] = [
  {
    file: 'iterative.c',
    model: 'spst',
    says: 'The textbook server: the second client waits until the first has left.',
  },
  {
    file: 'threads.c',
    model: 'spmt',
    says: 'The same, served on a thread of its own; the thread that accepts goes on accepting.',
  },
  {
    file: 'forking.py',
    model: 'mpst',
    says: "Python's own `socketserver`, with what it leaves to you: the port again at once, the child's copy of the listener.",
  },
  {
    file: 'asyncio_echo.py',
    model: 'event-loop',
    says: 'One thread serves all of them; `drain` is what keeps its memory bounded.',
  },
  { file: 'event-loop.mjs', model: 'event-loop', says: '`pipe` reads no more than it can write.' },
];

const languages: Record<string, { name: string; start: (file: string) => string }> = {
  '.c': { name: 'c', start: (file) => `./${file.replace('.c', '')} {port}` },
  '.py': { name: 'python', start: (file) => `python3 ${folder}/${file} {port}` },
  '.mjs': { name: 'js', start: (file) => `node ${folder}/${file} {port}` },
};

export function serverSections(): string {
  return servers
    .map(({ file, model, says }) => {
      const { name, start } = languages[extname(file)] ?? { name: '', start: () => '' };
      const text = readFileSync(`${folder}/${file}`, 'utf8').trim();
      const command = `npx forkroad verify --server '${start(file)}' --expect ${model}`;
      return `### ${file}: ${model}\n\n${says}\n\n\`\`\`${name}\n${text}\n\`\`\`\n\n\`\`\`sh\n${command}\n\`\`\``;
    })
    .join('\n\n');
}
