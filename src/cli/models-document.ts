// The document of `forkroad models --json`: what each model says of itself.
import { z } from 'zod';
import type { Model } from '../models/model.js';
import { optionTexts } from './model-options.js';

const optionSchema = z.object({
  flags: z.string(),
  does: z.string(),
  fallback: z.string().describe('what it is where nobody says otherwise, in words'),
  values: z.string().describe('of a setting, in words; empty for a flag'),
});

const modelSchema = z.object({
  name: z.string(),
  quadrant: z.enum(['spst', 'spmt', 'mpst', 'mpmt']),
  canonical: z.boolean().describe("it is the one that its quadrant's code names"),
  language: z.enum(['TypeScript', 'C++', 'TypeScript and C++']),
  summary: z.string(),
  lineage: z.array(z.string()).describe('where the design is known from'),
  services: z.array(z.string()),
  options: z.array(optionSchema).describe('that it takes beside those of every model'),
  absent: z.string().nullable().describe('why it cannot run on this machine'),
});

const document = z.object({ version: z.literal(1), models: z.array(modelSchema) });

export function modelsDocument(models: readonly Model[]): z.infer<typeof document> {
  const entry = (model: Model) => {
    const { name, quadrant, canonical, language, summary, lineage, services, whyAbsent } = model;
    const own = { options: optionTexts(model), absent: whyAbsent?.() ?? null };
    return { name, quadrant, canonical, language, summary, lineage, services: [...services], ...own };
  };
  return { version: 1, models: models.map(entry) };
}

/** The JSON Schema (draft 2020-12) that is shipped as schemas/models.schema.json. */
export const modelsJsonSchema = (): string => `${JSON.stringify(z.toJSONSchema(document), null, 2)}\n`;
