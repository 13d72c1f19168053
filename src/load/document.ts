// The JSON document of `forkroad load`: its shape, from which schemas/load.schema.json is generated.
import { z } from 'zod';
import { errorKinds, modes } from '../addon/load.cjs';

const count = z.int().min(0);
const microseconds = z.number().min(0).nullable();

export const loadDocument = z.strictObject({
  version: z.literal(1),
  target: z.string().describe('HOST:PORT'),
  mode: z.enum(modes),
  connections: z
    .strictObject({ asked: count, established: count, served: count })
    .describe('served: got at least one whole reply. In churn: connections at a time.'),
  size: count.describe('bytes per message'),
  offeredPerSecond: z.number().nullable().describe('the rate asked for; null unless open loop'),
  seconds: z.number().min(0).describe('length of the measured window'),
  messages: count.describe('whole and right replies inside the window'),
  messagesPerSecond: z.number().nullable().describe('null in a failed run'),
  latencyUs: z
    .strictObject({ p50: microseconds, p90: microseconds, p99: microseconds, p999: microseconds, max: microseconds })
    .describe('null where the samples do not reach; in open loop from the moment a message was due'),
  sendLagUs: z
    .strictObject({ p50: microseconds, p99: microseconds, max: microseconds })
    .nullable()
    .describe('how late the client itself was, once a connection was free; null unless open loop'),
  unanswered: count.nullable().describe('due in the window, not answered by its end; null unless open loop'),
  errors: z
    .strictObject(
      Object.fromEntries(errorKinds.map((kind) => [kind, count])) as Record<(typeof errorKinds)[number], typeof count>,
    )
    .describe('over the whole run'),
  totals: z
    .strictObject({ messages: count, bytesSent: count, bytesReceived: count })
    .describe('over the whole run, opening, warm-up and drain included'),
  timeWait: count.nullable().describe('sockets of this machine in TIME_WAIT at the end; null unless churn'),
  clientCpuUsPerMessage: z.number().min(0).nullable(),
  label: z.enum(['server-bound', 'client-bound', 'both-idle', 'disturbed']).nullable(),
  failed: z.string().nullable().describe('why the run gives no rate'),
});

export type LoadDocument = z.infer<typeof loadDocument>;

/** What schemas/load.schema.json holds. */
export function loadJsonSchema(): string {
  const schema = { title: 'forkroad load --json', ...z.toJSONSchema(loadDocument) };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
