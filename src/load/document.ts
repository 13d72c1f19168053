// The JSON documents of `forkroad load`: their shapes, from which schemas/load*.json are generated.
import { z } from 'zod';
import { errorKinds, loadServices, modes } from '../addon/load.cjs';
import { clients } from './clients.js';
import { labels } from './label.js';
import { percentileNames } from './latency-histogram.js';
import { reasons } from './warm-up.js';

const count = z.int().min(0);
const microseconds = z.number().min(0).nullable();
const percentiles = z.strictObject({
  p50: microseconds,
  p90: microseconds,
  p99: microseconds,
  p999: microseconds,
  max: microseconds,
});
const buckets = z
  .array(z.tuple([z.number().min(0), z.int().min(1)]))
  .describe('the buckets of a histogram that are not empty, ascending: [value in µs, how often]');

const loadWindow = z.strictObject({
  seconds: z.number().min(0),
  messages: count,
  clientCpuUs: z.number().min(0).describe("all threads of the client's engine"),
  busiestThreadCpuUs: z.number().min(0),
  busiestThreadWaitUs: microseconds.describe('how long it was runnable but not running; null where nobody tells'),
  latency: buckets.describe(
    'in the last, of what was answered after it, too; and in each, of what has no answer, its age',
  ),
  sendLag: buckets.nullable(),
});

const milliseconds = z.number().min(0).describe('whole ones');

const autocannonFigures = z.strictObject({
  version: z.string(),
  seconds: z.number().min(0),
  responses: count,
  requestsPerSecond: z.number().min(0),
  latencyMs: z.strictObject({ p50: milliseconds, p90: milliseconds, p99: milliseconds, max: milliseconds }),
  errors: count,
});

export const loadDocument = z.strictObject({
  version: z.literal(1),
  target: z.string().describe('HOST:PORT'),
  client: z.enum(clients),
  service: z.enum(loadServices),
  mode: z.enum(modes),
  connections: z
    .strictObject({ asked: count, established: count, served: count })
    .describe('served: got at least one whole reply. In churn and burst: connections at a time.'),
  idle: z
    .strictObject({ asked: count, established: count, served: count })
    .nullable()
    .describe('connections beside those, answered once and then silent; null where none were asked for'),
  reconnects: count.describe('connections made again, since the server had announced the end of those before them'),
  size: count.describe('bytes per message; 0: a GET, and what it returns is not compared'),
  offeredPerSecond: z.number().nullable().describe('the rate asked for; null unless open loop'),
  warmUp: z
    .strictObject({
      seconds: z.number().min(0),
      messages: count,
      reached: z
        .enum(reasons)
        .describe(
          'why it ended: the rate was stationary, so much work was done, the cap was reached, or its time was over',
        ),
      perSecond: z.array(z.number().min(0)).describe('messages per second in each of its windows'),
    })
    .nullable()
    .describe('the load before the measured time; null where the run ended before its end'),
  seconds: z.number().min(0).describe('length of the measured time'),
  messages: count.describe('whole and right replies inside the measured time'),
  messagesPerSecond: z.number().nullable().describe('null in a failed run'),
  latencyUs: percentiles.describe(
    'null where the samples do not reach; in open loop from the moment a message was due, in burst from its begin',
  ),
  sendLagUs: z
    .strictObject({ p50: microseconds, p99: microseconds, max: microseconds })
    .nullable()
    .describe('how late the client itself was, once a connection was free; null unless open loop'),
  latencyAtLeast: z
    .array(z.enum(percentileNames))
    .describe('which of latencyUs are lower bounds, of what has no answer'),
  unanswered: count.describe(
    'begun or due in the measured time and never answered, nor within a second after it: waited for, or the connection lost',
  ),
  answeredAfterEnd: count.describe(
    'begun or due in the measured time, answered after it; in latencyUs, not in messages',
  ),
  errors: z
    .strictObject(
      Object.fromEntries(errorKinds.map((kind) => [kind, count])) as Record<(typeof errorKinds)[number], typeof count>,
    )
    .describe('over the whole run'),
  statuses: z.record(z.string(), count).describe('replies by HTTP status, of those that were no success'),
  totals: z
    .strictObject({ messages: count, bytesSent: count, bytesReceived: count })
    .describe('over the whole run, opening, warm-up and drain included; bytes as on the wire'),
  timeWait: count.nullable().describe('sockets of this machine in TIME_WAIT at the end; null unless churn or burst'),
  clientCpuUsPerMessage: z
    .number()
    .min(0)
    .nullable()
    .describe('in open loop, polling for the next due message included'),
  ceilingPerSecond: z.number().nullable().describe('what the client does against the cheapest echo; null unless known'),
  label: z.enum(labels).nullable().describe('what limited the rate; null in a failed run'),
  labelReason: z.string().nullable(),
  autocannon: autocannonFigures
    .nullable()
    .describe('what autocannon says of its whole run, opening and warm-up included; null of another client'),
  windows: z.array(loadWindow).describe('the measured time, cut into equal windows'),
  failed: z.string().nullable().describe('why the run gives no rate'),
});

export type LoadDocument = z.infer<typeof loadDocument>;
export type LoadWindow = z.infer<typeof loadWindow>;

export const calibrationDocument = z.strictObject({
  version: z.literal(1),
  service: z.enum(loadServices),
  ceilingPerSecond: z.number().min(0).describe('messages per second against the cheapest echo on this machine'),
  cpuUsPerMessage: z.number().min(0).describe("of the client's threads"),
});

export type CalibrationDocument = z.infer<typeof calibrationDocument>;

/** A line of --ndjson. */
export const loadLine = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('second'),
    second: z.int().min(1).describe('from 1, counted from the start of the measured time'),
    messages: count,
    messagesPerSecond: z.number().min(0),
    latencyUs: percentiles.describe('of that second'),
    sendLagUs: percentiles.nullable().describe('of that second; null unless open loop'),
    errors: loadDocument.shape.errors.describe('over the whole run so far'),
    connections: z.strictObject({ established: count, served: count }),
  }),
  loadDocument.extend({ type: z.literal('result') }),
]);

const schema = (title: string, shape: z.ZodType): string =>
  `${JSON.stringify({ title, ...z.toJSONSchema(shape) }, null, 2)}\n`;

/** What schemas/ holds of this command, by file. */
export const loadJsonSchemas: Record<string, () => string> = {
  'load.schema.json': () => schema('forkroad load --json', loadDocument),
  'load-line.schema.json': () => schema('a line of forkroad load --ndjson', loadLine),
  'load-calibration.schema.json': () => schema('forkroad load --calibrate --json', calibrationDocument),
};
