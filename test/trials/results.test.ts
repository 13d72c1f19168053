// results.json: the schema that is shipped is the one that is checked with, and a wrong file is refused with a reason.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import test, { type ExecutionContext } from 'ava';
import { readResults, resultsJsonSchema, writeResults } from '../../src/trials/results-file.js';
import { sampleResults } from '../reports/sample-results.js';

const shipped = readFileSync(new URL('../../../schemas/results.schema.json', import.meta.url), 'utf8');
const sample = sampleResults([[{ model: 'event-loop', figures: { cpuUsPerMessage: 8 } }]]);

function temporaryFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'forkroad-results-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('the shipped schema is what the code checks with (else: node dist/scripts/write-schemas.js)', (t) => {
  t.is(shipped, resultsJsonSchema());
});

test('the shipped schema takes results, and refuses what is not', (t) => {
  const validate = new Ajv2020({ formats: { 'date-time': true } }).compile(JSON.parse(shipped));
  t.true(validate(sample), JSON.stringify(validate.errors));
  t.false(validate({ ...sample, seed: 'seven' }));
  t.false(validate({ ...sample, extra: 1 }));
});

test('what is written is read again, and nothing lies beside it', (t) => {
  const folder = join(temporaryFolder(t), 'deep', 'er');
  writeResults(join(folder, 'results.json'), sample);
  t.deepEqual(readResults(join(folder, 'results.json')), sample);
  t.deepEqual(readdirSync(folder), ['results.json']);
});

const wrong: [string, string, RegExp][] = [
  ['half a file', '{"version": 3, "rou', /^cannot read .*results.json: /],
  ['another version', '{"version": 1}', /expected results of version 3, got 1$/],
  ['another document', '{"version": 3, "models": []}', /not results of forkroad compare:\n.*machine/s],
];

for (const [what, text, message] of wrong) {
  test(`${what} is refused`, (t) => {
    const file = join(temporaryFolder(t), 'results.json');
    writeFileSync(file, text);
    t.throws(() => readResults(file), { message });
  });
}
