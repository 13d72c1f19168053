// `forkroad models`: the map, one model, and the document.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import test from 'ava';
import { absenceLines, mapText } from '../../src/cli/model-map.js';
import { optionTexts } from '../../src/cli/model-options.js';
import { modelText } from '../../src/cli/model-text.js';
import { modelsJsonSchema } from '../../src/cli/models-document.js';
import { claimSentences } from '../../src/models/claim-sentences.js';
import { neighboursOf, twinsOf } from '../../src/models/map.js';
import type { Model } from '../../src/models/model.js';
import { findModel, models } from '../../src/models/registry.js';
import { runCli } from '../harness/run-cli.js';

const shipped = readFileSync(new URL('../../../schemas/models.schema.json', import.meta.url), 'utf8');
const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));
const epoll = findModel('epoll') as Model;

test('the map has every model in its quadrant, the canonical ones marked, in 80 columns', async (t) => {
  const { stdout, exitCode } = await runCli(['models']);
  t.is(exitCode, 0);
  t.true(widest(stdout) <= 80);
  t.is(stdout, mapText(80), 'piped, it is as wide as a terminal');
  for (const { name, canonical } of models)
    t.regex(stdout, new RegExp(`[|] ${canonical ? '[*]' : '[ -]'} ${name} `), name);
});

test('where the map does not fit, the models are a list', (t) => {
  const list = mapText(40);
  t.notRegex(list, /\|/);
  for (const { name } of models) t.regex(list, new RegExp(`^ {2}[* -] ${name}$`, 'm'));
});

for (const model of models) {
  test(`${model.name}: all that is said of it fits 80 columns`, (t) => {
    const text = modelText(model);
    t.true(widest(text) <= 80);
    const words = text.replace(/\s+/g, ' ');
    for (const part of [model.summary, model.language, `docs/models/${model.name}.md`])
      t.true(words.includes(part), part);
    for (const { flags, does, fallback } of optionTexts(model)) {
      for (const part of [flags, does, `default: ${fallback}`]) t.true(words.includes(part), part);
    }
  });
}

test('a model is found by its code, and a wrong word is answered with the nearest', async (t) => {
  t.regex((await runCli(['models', 'mpmt'])).stdout, /^forked-thread-pools: /);
  const wrong = await runCli(['models', 'epol']);
  t.is(wrong.exitCode, 2);
  t.regex(wrong.stderr, /unknown model 'epol'\. Did you mean 'epoll'\?/);
});

test('a model that cannot run here says why', (t) => {
  const absent: Model = { ...epoll, whyAbsent: () => 'the kernel has none' };
  t.regex(modelText(absent), /Absent here +the kernel has none/);
  t.notRegex(modelText(absent), /forkroad serve epoll/);
  t.deepEqual(absenceLines([epoll, absent], 80), ['- epoll (not here: the kernel has none)']);
});

test('a setting is told with its values and its default', (t) => {
  const settings: Model['settings'] = [
    { name: 'pick', describe: 'who gets the next connection', default: 'fair', choices: ['fair', 'first'] },
    { name: 'depth', describe: 'how many may wait', default: 8, atLeast: 1, atMost: 64 },
    { name: 'yield', describe: 'gives the CPU away', default: false },
  ];
  t.deepEqual(
    optionTexts({ takes: ['threads'], settings }).map(({ flags, fallback, values }) => [flags, fallback, values]),
    [
      ['--threads <n>', '64', ''],
      ['--pick <word>', 'fair', 'fair, first'],
      ['--depth <n>', '8', '1 to 64'],
      ['--yield', 'off', ''],
    ],
  );
});

test('a claim is told once, or for each occasion on which it differs', (t) => {
  const pools = findModel('mpmt') as Model;
  const [served = '', perClient = '', workers = '', threads = ''] = claimSentences(pools, [
    { counts: { workers: 2, threads: 64, loops: 2 }, words: 'by default' },
    { counts: { workers: 2, threads: 3, loops: 2 }, words: 'with --threads 3' },
  ]);
  t.regex(served, /^Served at the same time: 128 clients by default, 6 clients with --threads 3\. The next one waits/);
  t.is(perClient, 'A client adds no process and no thread.');
  t.is(workers, 'Without a client: 2 worker processes, beside the first process.');
  t.regex(threads, /: 130 by default, 8 with --threads 3\.$/);
});

test('twins name each other, neighbours follow the map', (t) => {
  t.deepEqual(
    twinsOf(epoll).map(({ name }) => name),
    ['event-loop'],
  );
  t.deepEqual(
    twinsOf(findModel('event-loop') as Model).map(({ name }) => name),
    ['epoll'],
  );
  t.is(neighboursOf(models[0] as Model).before, undefined);
  t.is(neighboursOf(models[0] as Model).after, models[1]);
});

test('--json fits the schema that is shipped, which is the one generated; of one model it has one', async (t) => {
  t.is(shipped, modelsJsonSchema(), 'node dist/scripts/write-schemas.js');
  const validate = new Ajv2020().compile(JSON.parse(shipped));
  const all = JSON.parse((await runCli(['models', '--json'])).stdout);
  t.true(validate(all), JSON.stringify(validate.errors));
  t.is(all.models.length, models.length);
  const one = JSON.parse((await runCli(['models', 'epoll', '--json'])).stdout);
  t.deepEqual(
    one.models,
    all.models.filter(({ name }: { name: string }) => name === 'epoll'),
  );
});
