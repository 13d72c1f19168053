// What the bench has found so far, as it stands in reports/bench.json: enough to go on after an interruption.
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { endings } from '../../src/experiment/design.js';
import { writeWhole } from '../../src/trials/results-file.js';

const resultsVersion = 3;

/** Seeds are below. */
const aSeed = 2 ** 31;

const trialSchema = z.strictObject({
  /** `once`: a check. */
  arm: z.enum(['ours', 'theirs', 'once']),
  /** By their names. */
  figures: z.record(z.string(), z.number()),
  isDisturbed: z.boolean(),
  tookMs: z.number().min(0),
});

const blockSchema = z.strictObject({
  /** The name of a pair or of a check. */
  table: z.string(),
  block: z.int().min(1),
  trials: z.array(trialSchema),
});

const resultsSchema = z.strictObject({
  version: z.literal(resultsVersion),
  startedAt: z.iso.datetime(),
  machine: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  parts: z.array(z.string()),
  /** Asked for, of each pair; null: as many as it takes. */
  blocks: z.int().min(1).nullable(),
  budgetMs: z.number().positive(),
  /** Of the order within blocks. */
  seed: z.int(),
  spentMs: z.number().min(0),
  ended: z.enum(endings),
  /** What this machine lacks. */
  notMeasured: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
  measured: z.array(blockSchema),
});

export type BenchResults = z.infer<typeof resultsSchema>;
export type BenchTrial = z.infer<typeof trialSchema>;
export type Request = Pick<BenchResults, 'parts' | 'blocks' | 'budgetMs'>;

export const newResults = (request: Request, machine: BenchResults['machine']): BenchResults => ({
  version: resultsVersion,
  startedAt: new Date().toISOString(),
  machine,
  ...request,
  seed: randomInt(aSeed),
  spentMs: 0,
  ended: 'interrupted',
  notMeasured: [],
  measured: [],
});

export const saveResults = (path: string, results: BenchResults): void =>
  writeWhole(path, `${JSON.stringify(results, null, 2)}\n`);

/** Throws an Error that says why there is nothing to go on with. */
export function resumedResults(path: string, machine: BenchResults['machine']): BenchResults {
  const checked = resultsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!checked.success) throw new Error(`${path}: not results of this bench:\n${z.prettifyError(checked.error)}`);
  const [there, here] = [checked.data.machine, machine].map((each) =>
    JSON.stringify({ ...each, loadBefore: undefined }),
  );
  if (there !== here) throw new Error(`${path} was measured on another machine: ${there}, this is ${here}`);
  return checked.data;
}
