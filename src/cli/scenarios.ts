// `forkroad scenarios`: what can be compared, and what is predicted before it is measured.
import { Argument, Command } from 'commander';
import type { z } from 'zod';
import { models } from '../models/registry.js';
import { describe, type scenariosDocument } from '../scenarios/document.js';
import { findScenario, scenarios } from '../scenarios/registry.js';
import { defaults, scenarioNames } from './compare-request.js';
import { unknownWord } from './errors.js';
import { handout, listText } from './scenario-text.js';
import { defaults as serveDefaults } from './serve.js';

export const command = new Command('scenarios')
  .description('List what can be compared; of one scenario, what is predicted of each model before it is measured.')
  .addArgument(new Argument('[name]', 'everything about this one'))
  .option('--json', 'as one JSON document')
  .action((name: string | undefined, { json }: { json?: boolean }) => {
    const described = (name === undefined ? scenarios : [scenarioNamed(name)]).map((each) =>
      describe(each, {
        ...{ models, connections: defaults.connections, service: defaults.service },
        counts: { workers: serveDefaults.workers, threads: serveDefaults.threads, loops: serveDefaults.loops },
      }),
    );
    const [first] = described;
    const text =
      name !== undefined && first ? handout(first, defaults.baseline) : listText(described, defaults.scenarios);
    const document: z.infer<typeof scenariosDocument> = { version: 1, scenarios: described };
    process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : text);
  });

function scenarioNamed(name: string) {
  const scenario = findScenario(name);
  if (!scenario) throw unknownWord('scenario', name, scenarioNames);
  return scenario;
}
