// `forkroad scenarios`: the list, a handout of each, and the document.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import test from 'ava';
import { models } from '../../src/models/registry.js';
import { scenariosJsonSchema } from '../../src/scenarios/document.js';
import { scenarios } from '../../src/scenarios/registry.js';
import { runCli } from '../harness/run-cli.js';

const shipped = readFileSync(new URL('../../../schemas/scenarios.schema.json', import.meta.url), 'utf8');

const fits = (text: string) => text.split('\n').every((line) => line.length <= 80);

test('the list has each scenario with its question, what it does and shows, in 80 columns', async (t) => {
  const { stdout, exitCode } = await runCli(['scenarios']);
  t.is(exitCode, 0);
  const text = stdout.replace(/\s+/g, ' ');
  for (const { name, question, shows } of scenarios) {
    t.true(text.includes(`${name}: ${question}`), name);
    t.true(text.includes(shows), name);
  }
  t.true(fits(stdout));
});

test('--json fits the schema that is shipped, which is the one generated', async (t) => {
  t.is(shipped, scenariosJsonSchema(), 'node dist/scripts/write-schemas.js');
  const { stdout } = await runCli(['scenarios', '--json']);
  const validate = new Ajv2020().compile(JSON.parse(shipped));
  t.true(validate(JSON.parse(stdout)), JSON.stringify(validate.errors));
});

for (const { name, primary } of scenarios) {
  test(`${name}: a handout with each model's prediction and why`, async (t) => {
    const { stdout, exitCode } = await runCli(['scenarios', name]);
    t.is(exitCode, 0);
    t.true(fits(stdout));
    const document = JSON.parse((await runCli(['scenarios', name, '--json'])).stdout);
    const [scenario] = document.scenarios;
    t.is(document.scenarios.length, 1);
    t.is(scenario.primary, primary);
    t.deepEqual(
      scenario.models.map(({ model }: { model: string }) => model),
      models.map((model) => model.name),
    );
    const text = stdout.replace(/\s+/g, ' ');
    for (const { model, because, impossible } of scenario.models) {
      t.true(text.includes(model), model);
      t.true(text.includes(impossible ?? because), `${model}: ${impossible ?? because}`);
    }
  });
}

test('a scenario that is not there: the nearest word', async (t) => {
  const { stderr, exitCode } = await runCli(['scenarios', 'bust']);
  t.is(exitCode, 2);
  t.regex(stderr, /unknown scenario 'bust'\. Did you mean 'burst'\?/);
});
