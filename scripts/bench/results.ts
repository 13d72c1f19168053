// What the bench has found so far, as it stands in reports/bench.json: enough to go on after an interruption.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeWhole } from '../../src/trials/results-file.js';

const resultsVersion = 2;

const goal = { atLeast: z.number().optional(), atMost: z.number().optional() };
const figures = z.array(z.number());

const finishedPair = z.strictObject({
  kind: z.literal('pair'),
  name: z.string(),
  figures: z.array(z.strictObject({ name: z.string(), goal: z.strictObject(goal).optional() })),
  rounds: z.array(z.strictObject({ ours: figures, theirs: figures })),
  /** Enough rounds were run, or all that its share of the time allowed. */
  isDone: z.boolean(),
});

const finishedCheck = z.strictObject({
  kind: z.literal('check'),
  name: z.string(),
  figure: z.string(),
  atMost: z.number(),
  value: z.number(),
});

const notMeasured = z.strictObject({
  kind: z.literal('not-measured'),
  name: z.string(),
  reason: z.string(),
});

const resultsSchema = z.strictObject({
  version: z.literal(resultsVersion),
  startedAt: z.iso.datetime(),
  machine: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  parts: z.array(z.string()),
  /** Asked for; null: as many as it takes. */
  rounds: z.int().min(1).nullable(),
  budgetMs: z.number().positive(),
  spentMs: z.number().min(0),
  tasks: z.array(z.discriminatedUnion('kind', [finishedPair, finishedCheck, notMeasured])),
});

export type FinishedPair = z.infer<typeof finishedPair>;
export type Finished = z.infer<typeof resultsSchema>['tasks'][number];
export type BenchResults = z.infer<typeof resultsSchema>;
export type Request = Pick<BenchResults, 'parts' | 'rounds' | 'budgetMs'>;

export const newResults = (request: Request, machine: BenchResults['machine']): BenchResults => ({
  version: resultsVersion,
  startedAt: new Date().toISOString(),
  machine,
  ...request,
  spentMs: 0,
  tasks: [],
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
