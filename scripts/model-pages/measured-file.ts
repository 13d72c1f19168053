// docs/models/measured.json: what the pages show of one comparison, as its report had it.
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

export const measuredFile = 'docs/models/measured.json';

const rowSchema = z.object({
  model: z.string(),
  /** The primary figure, with its unit and interval. */
  figure: z.string(),
  /** Messages or connections per second; null where it is not measured. */
  perSecond: z.string().nullable(),
  /** To the baseline, with its interval; null where it was not compared. */
  ratio: z.string().nullable(),
  verdict: z.string(),
});

const tableSchema = z.object({
  scenario: z.string(),
  title: z.string(),
  resource: z.string(),
  unit: z.enum(['message', 'connection']),
  /** How many the table had; a row that was decided was not in all of them. */
  blocks: z.int(),
  rows: z.array(rowSchema),
});

export const measuredSchema = z.object({
  version: z.literal(2),
  machine: z.string(),
  date: z.iso.date(),
  forkroad: z.string(),
  command: z.string(),
  baseline: z.string(),
  tables: z.array(tableSchema),
});

export type Measured = z.infer<typeof measuredSchema>;

/** Undefined where nothing has been measured for the pages yet. */
export function readMeasured(): Measured | undefined {
  return existsSync(measuredFile) ? measuredSchema.parse(JSON.parse(readFileSync(measuredFile, 'utf8'))) : undefined;
}
