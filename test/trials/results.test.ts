// results.json: the schema that is shipped is the one that is checked with, and what is written is read again.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import test, { type ExecutionContext } from 'ava';
import { readResults, resultsJsonSchema, writeResults } from '../../src/trials/results-file.js';
import { baseline, sampleResults } from '../reports/sample-results.js';

const shipped = readFileSync(new URL('../../../schemas/results.schema.json', import.meta.url), 'utf8');
const sample = sampleResults([[{ model: baseline, figures: { cpuUsPerMessage: 8 } }]], {
  models: [
    {
      ...{ name: baseline, quadrant: 'spmt', language: 'C++', foreign: null, spins: false, twinOf: null },
      ...{ startUpMs: 80, atRest: null },
    },
  ],
});

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
