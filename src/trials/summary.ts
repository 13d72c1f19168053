// The shape of what came of a comparison: medians, ratios, intervals and verdicts, as reports show them.
import { z } from 'zod';

const count = z.int().min(0);

/** Every kind that a row of a table can have. */
const verdictKinds = [
  'cheaper',
  'costlier',
  'no-difference',
  'cant-tell',
  'too-few-blocks',
  'baseline',
  'control',
  'shown',
  'impossible',
  'failed',
  'disturbed',
  'not-comparable',
] as const;

const ratioSchema = z
  .object({
    median: z.number().describe('of the blocks'),
    low: z.number().describe('of the interval'),
    high: z.number(),
    blocks: count,
    level: z
      .number()
      .nullable()
      .describe('how often such an interval holds the mean; null: the range of too few blocks'),
  })
  .describe("by the references of the same blocks: the baseline and its second self; the control's by the baseline");

const rowSchema = z.object({
  row: z.string(),
  model: z.string(),
  verdict: z.enum(verdictKinds),
  words: z.string().describe('the verdict as reports print it'),
  median: z.number().nullable().describe('of the primary figure'),
  ratio: ratioSchema.nullable(),
  figures: z.record(z.string(), z.object({ median: z.number(), low: z.number(), high: z.number(), blocks: count })),
});

const tableSchema = z.object({
  table: z.string(),
  scenario: z.string(),
  connections: count,
  client: z.string(),
  primary: z.string().describe('the figure that has verdicts'),
  sentence: z.string(),
  blocks: count,
  control: z
    .object({
      percent: z.number().describe('where the control lies'),
      lowPercent: z.number(),
      highPercent: z.number(),
      resolutionPercent: z.number().describe('its farthest end: no verdict is finer'),
      isBiased: z.boolean().describe('it excludes 0 beyond 2 %'),
    })
    .nullable(),
  rows: z.array(rowSchema),
});

export const summarySchema = z.object({
  decided: count.describe('rows with a verdict'),
  of: count.describe('rows that could have had one'),
  predictions: z.object({ right: count, wrong: count, undecided: count }),
  tables: z.array(tableSchema),
});

export type Summary = z.infer<typeof summarySchema>;
