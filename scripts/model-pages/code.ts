// The part of a model's page that shows its code: its own files, as they are.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Model } from '../../src/models/model.js';
import { models } from '../../src/models/registry.js';

const folders = ['native/models', 'src/models'] as const;
const upToRoot = '../../';

const fence = (file: string, text: string): string =>
  `[${file}](${upToRoot}${file})\n\n\`\`\`${file.endsWith('ts') ? 'ts' : 'cpp'}\n${text.trim()}\n\`\`\``;

/** Its files: foo.h, foo.cpp; then foo.ts, and what foo.ts starts, foo.child.ts. */
function filesOf(name: string): string[] {
  const rank = (file: string) => ['.h', '.cpp', `/${name}.ts`].findIndex((end) => file.endsWith(end)) + 1 || 9;
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
    .filter((file) => file.split('/').at(-1)?.startsWith(`${name}.`))
    .sort((a, b) => rank(a) - rank(b));
}

/** Without what the model says of itself, which stands elsewhere on the page. Null where nothing is left but a native call. */
function withoutDeclarations(text: string): string | null {
  if (/^ {2}run: runNative\([^)]*\),$/m.test(text)) return null;
  return text.replace(
    /^( {2})name: '[\s\S]*?\n {2}\},\n\n(?= {2}(?:async )?run\b)/m,
    '$1// … what it says of itself …\n\n',
  );
}

/** Other models that its TypeScript runs: their code is on their own pages. */
const otherModels = (files: readonly string[], { name }: Model): string[] =>
  models
    .map((other) => other.name)
    .filter((other) => other !== name)
    .filter((other) => files.some((file) => readFileSync(file, 'utf8').includes(`from './${other}.js'`)));

export function codePart(model: Model): string {
  const files = filesOf(model.name);
  const own = `src/models/${model.name}.ts`;
  const shown = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const kept = file === own ? withoutDeclarations(text) : text;
    return kept === null ? [] : [fence(file, kept)];
  });
  const isNativeOnly = withoutDeclarations(readFileSync(own, 'utf8')) === null;
  const rest = isNativeOnly ? [`What it says of itself: [${own}](${upToRoot}${own}).`] : [];
  const others = otherModels(files, model).map((other) => `[${other}](${other}.md)`);
  return [...shown, ...(others.length > 0 ? [`What it runs besides: ${others.join(', ')}.`] : []), ...rest].join(
    '\n\n',
  );
}
