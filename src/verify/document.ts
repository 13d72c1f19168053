// The JSON document of `forkroad verify --json`: its shape, from which schemas/verify.schema.json is generated.
import { z } from 'zod';
import { expectations } from './expectations.js';
import type { CheckResult, Request } from './run-checks.js';

export const verifyDocument = z.strictObject({
  version: z.literal(1),
  server: z.string().describe('the command as it was typed'),
  expected: z.enum(expectations).nullable().describe('the model that the server was said to be'),
  holds: z.boolean().describe('no check failed'),
  checks: z.array(
    z.strictObject({
      name: z.string(),
      result: z.enum(['holds', 'failed', 'skipped']),
      saw: z.string().describe('what was seen; of a skipped one, why'),
      tookMs: z.number().min(0),
      did: z.string(),
      usually: z.string().describe('what a failure of this check usually means'),
      lookAt: z.array(z.string()).describe('commands to type, and pages of the manual'),
    }),
  ),
});

export type VerifyDocument = z.infer<typeof verifyDocument>;

export function toDocument({ command, expected }: Request, results: readonly CheckResult[]): VerifyDocument {
  return {
    version: 1,
    server: command.text,
    expected: expected ?? null,
    holds: results.every(({ result }) => result !== 'failed'),
    checks: results.map(({ check: { name, does, usually, lookAt }, result, saw, tookMs }) => {
      return { name, result, saw, tookMs, did: does, usually, lookAt: [...lookAt] };
    }),
  };
}

export const verifyJsonSchema = (): string =>
  `${JSON.stringify({ title: 'forkroad verify --json', ...z.toJSONSchema(verifyDocument) }, null, 2)}\n`;
