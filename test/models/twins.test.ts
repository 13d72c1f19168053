// Twins: the same design in the other language, so that what a runtime costs can be told from what a model costs.
import test from 'ava';
import type { Model } from '../../src/models/model.js';
import { findModel, models } from '../../src/models/registry.js';
import { counts } from '../harness/cells.js';

const claimsOf = ({ claims }: Model) => [claims.servedAtOnce(counts), claims.processesPerConnection];

for (const twin of models) {
  const { twinOf } = twin;
  if (twinOf === undefined) continue;

  test(`${twin.name} and its twin are one design in two languages`, (t) => {
    const other = findModel(twinOf) as Model;
    t.is(other.name, twinOf);
    t.is(other.quadrant, twin.quadrant);
    t.not(other.language, twin.language);
    t.deepEqual(claimsOf(other), claimsOf(twin));
  });
}
