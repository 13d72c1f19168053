// The shape of one trial in results.json: what came out of it, window by window, and how far it can be trusted.
import { z } from 'zod';
import { clients } from '../load/clients.js';
import { labels } from '../load/label.js';
import { reasons } from '../load/warm-up.js';
import { figuresSchema } from './figures.js';

const count = z.int().min(0);

/** Which cell a trial is of. `row` is its label in the table, unique there. */
export const cellKey = {
  scenario: z.string(),
  row: z.string(),
  model: z.string(),
  client: z.enum(clients),
  connections: count,
};

/** A number of connections held, and the memory of the process tree then. */
const levelSchema = z.object({ asked: count, established: count, served: count, pssKb: z.number().min(0) });

/**
 * Why a window is not counted. `late`: its costs were read over a time that differs from its own by more than 10 %.
 * `stolen`, `throttled`: the hypervisor, or a control group's quota, stopped it. `foreign`: others used its CPUs.
 */
export const disturbances = ['late', 'stolen', 'throttled', 'foreign'] as const;
export type Disturbance = (typeof disturbances)[number];

/** A window of load, and what the server's whole process tree cost in its time. */
const windowSchema = z.object({
  messages: count,
  durationMs: z.number(),
  cpuUs: z.number().describe("of the server's whole process tree"),
  clientCpuUs: z.number(),
  stolenUs: z.number().describe('taken by the hypervisor from the CPUs that may be used'),
  foreignUs: z
    .number()
    .describe(
      'CPU time, on the CPUs that may be used, of programs that are neither server, client nor forkroad itself',
    ),
  unaccountedUs: z.number().describe("those CPUs' time that no program has on its clock: the kernel's, mostly"),
  throttledUs: z.number().describe('for how long a control group stopped its threads, whose quota was used up'),
  voluntarySwitches: z.number(),
  involuntarySwitches: z.number(),
  spansMs: z
    .object({
      clocks: z.number().describe("between two readings of the processes' clocks, and of all that is read here"),
      answer: z.number().describe("between two answers of the server's, which alone knows its ended children"),
    })
    .describe("the times that the costs were read over: they are scaled to the window's; as read where it is late"),
  disturbedBy: z.array(z.enum(disturbances)).describe('empty: the window counts'),
});

/** Non-empty buckets of a histogram, ascending. */
const bucketsSchema = z.array(z.tuple([z.number().describe('µs'), count]));

/** A look at the server's process tree, from the start of the first window. */
const lookSchema = z.object({ atMs: z.number(), processes: count, threads: count, pssKb: z.number().nullable() });

/** What a model does at one point of a curve; latency counts from when a message was due. */
const pointSchema = z.object({
  at: z.number().describe('where on the axis'),
  offeredPerSecond: z.number().nullable(),
  messagesPerSecond: z.number(),
  p50Us: z.number().nullable(),
  p99Us: z.number().nullable(),
  unanswered: count.describe('due, and not answered by the end'),
});

const curveSchema = z.object({ axis: z.string().describe('what the points are at'), points: z.array(pointSchema) });

/** What the figures were computed from. */
const rawSchema = z.object({
  windows: z.array(windowSchema).nullable(),
  levels: z.array(levelSchema).nullable(),
  errors: z.record(z.string(), count).describe("the client's, by kind"),
});

/** The load before the first window, not measured. */
const warmUpSchema = z.object({
  ms: z.number().min(0),
  messages: count,
  reached: z
    .enum(reasons)
    .describe(
      "why it ended: 'stationary': its rate was flat; 'work': so much was done; 'cap': neither in time; 'time': it was fixed",
    ),
});

const measuredSchema = z.object({
  connections: z.object({ asked: count, established: count, served: count }),
  figures: figuresSchema.describe('of the windows that count'),
  latency: bucketsSchema.nullable(),
  warmUp: warmUpSchema.nullable().describe('null where no load was applied'),
  trendShare: z
    .number()
    .nullable()
    .describe('by which share of its mean CPU per message changed from the first window that counts to the last'),
  looks: z.array(lookSchema),
  curve: curveSchema.nullable().describe('where a trial measures one: throughput and latency over what is offered'),
  stoppedBy: z.string().nullable().optional().describe('why no more connections were held; null: all were'),
  raw: rawSchema,
});

const qualitySchema = z.object({
  yardstickUs: z.object({ before: z.array(z.number()), after: z.array(z.number()) }).describe('of some CPUs'),
  windows: count,
  kept: count,
  isDisturbed: z.boolean().describe('kept too few of its windows: not compared'),
  label: z.enum(labels).nullable(),
  labelReason: z.string().nullable(),
});

export const trialSchema = z.object({
  ...cellKey,
  attempt: count.describe('1, or more when it was queued again because it had been disturbed'),
  tookMs: z.number().min(0),
  failed: z.string().nullable().describe('why there is no measurement'),
  measured: measuredSchema.nullable(),
  quality: qualitySchema.nullable().describe('null when it failed'),
});

export type Trial = z.infer<typeof trialSchema>;
export type Measured = z.infer<typeof measuredSchema>;
export type Quality = z.infer<typeof qualitySchema>;
export type RawWindow = z.infer<typeof windowSchema>;
export type Level = z.infer<typeof levelSchema>;
export type Look = z.infer<typeof lookSchema>;
export type Curve = z.infer<typeof curveSchema>;
export type CurvePoint = z.infer<typeof pointSchema>;

/** Of a trial in which no load was measured. */
export const noLoad = { warmUp: null, trendShare: null } as const;
