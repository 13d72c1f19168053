// `make new-model NAME=foo`: writes the native file, the TypeScript file and the registry line of a new model.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { models } from '../src/models/registry.js';

const name = process.argv[2] ?? '';

function fail(message: string): never {
  process.stderr.write(`new-model: ${message}\n`);
  process.exit(2);
}

if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
  fail(`expected a name in kebab-case, such as make new-model NAME=busy-poll, got '${name}'`);
}
const nativeFile = `native/models/${name}.cpp`;
const modelFile = `src/models/${name}.ts`;
const registryFile = 'src/models/registry.ts';
if (models.some((model) => model.name === name) || existsSync(nativeFile) || existsSync(modelFile)) {
  fail(`there is a model '${name}' already: ${modelFile}`);
}

const camelCase = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
const snakeCase = camelCase.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const nativeText = `// ${name}: one thread accepts a connection, serves it to its end, and accepts the next.
#include "serving/model.h"

namespace forkroad {
namespace {

void ${snakeCase}(Server& server, const ModelOptions&) {
  while (std::optional<Connection> connection = server.accept_or_stop()) server.serve(std::move(*connection));
}

const Registered<Model> registered{"${name}", ${snakeCase}};

}  // namespace
}  // namespace forkroad
`;

const modelText = `// ${name}: one thread accepts a connection, serves it to its end, and accepts the next (${nativeFile}).
import { servicesIn } from '../services/service.cjs';
import { runNative } from '../serving/run-native.js';
import type { Model } from './model.js';

export const ${camelCase}: Model = {
  name: '${name}',
  quadrant: 'spst',
  canonical: false,
  language: 'C++',
  summary: 'one blocking thread accepts a connection, serves it to its end, accepts the next',
  lineage: [],
  services: servicesIn('C++'),
  takes: [],
  claims: {
    servedAtOnce: () => 1,
    processesPerConnection: 0,
    threadsPerConnection: 0,
    workers: () => 0,
    threads: () => 1,
    outOfDescriptors: 'waits',
  },

  run: runNative('${name}'),
};
`;

/** Adds the import where the sorted order wants it, and the model at the end of the list. */
function registered(text: string): string {
  const lines = text.split('\n');
  const fromOf = (line: string) => /^import .* from '(.*)';$/.exec(line)?.[1];
  const imported = `import { ${camelCase} } from './${name}.js';`;
  const after = lines.findIndex((line) => (fromOf(line) ?? '') > `./${name}.js`);
  const lastImport = lines.findLastIndex((line) => fromOf(line) !== undefined);
  lines.splice(after === -1 ? lastImport + 1 : after, 0, imported);
  lines.splice(lines.indexOf('];'), 0, `  ${camelCase},`);
  return lines.join('\n');
}

writeFileSync(nativeFile, nativeText);
writeFileSync(modelFile, modelText);
writeFileSync(registryFile, registered(readFileSync(registryFile, 'utf8')));
process.stdout.write(`Wrote ${nativeFile}, ${modelFile} and a line in ${registryFile}.
It serves one client at a time; make it yours. Then:
  make build && node dist/src/cli/main.js serve ${name}
  npx ava --match '${name}:*'      every contract and claim, for this model
  make docs                        its row in the README
A server in another language, outside of forkroad: docs/write-your-own.md
`);
