// Models that cannot run on this machine: each is a skip with its reason, and a failure in CI.
import test from 'ava';
import { models } from '../../src/models/registry.js';
import { modelsHere } from '../harness/cells.js';
import { skip } from '../harness/tools.js';

for (const model of models.filter((each) => !modelsHere.includes(each))) {
  test(`${model.name}: can run here`, (t) => skip(t, `${model.name}: ${model.whyAbsent?.()}`));
}

test('the matrix has models that can run here', (t) => {
  t.true(modelsHere.length > 0);
});
