// The shape of results.json: all that a comparison has measured, from which every report is rendered.
import { z } from 'zod';

export const resultsVersion = 1;

const count = z.int().min(0);
const measure = z.number().min(0).nullable();

/** What a report shows of a trial; null where the scenario does not measure it. Every key carries its unit. */
export const figuresSchema = z.object({
  messagesPerSecond: measure,
  p50Us: measure,
  p99Us: measure,
  cpuUsPerMessage: measure,
  contextSwitchesPerMessage: measure,
  peakProcesses: measure,
  peakThreads: measure,
  pssKbPerConnection: z.number().nullable().describe('slope by least squares of PSS over connections served'),
  basePssKb: measure.describe('of the whole process tree without any connection'),
});

/** A number of connections held, and the memory of the process tree then. */
const levelSchema = z.object({ asked: count, established: count, served: count, pssKb: z.number().min(0) });

/** A window of load, and what the server's whole process tree cost from one edge of it to the other. */
const windowSchema = z.object({
  messages: count,
  durationMs: z.number(),
  errors: z.record(z.string(), count),
  cpuUs: z.number(),
  voluntarySwitches: z.number(),
  involuntarySwitches: z.number(),
  betweenReadingsMs: z.number(),
});

/** What the figures were computed from. */
const rawSchema = z.object({ window: windowSchema.nullable(), levels: z.array(levelSchema).nullable() });

const measuredSchema = z.object({
  connections: z.object({ asked: count, established: count, served: count }),
  figures: figuresSchema,
  raw: rawSchema,
});

const cellKey = { scenario: z.string(), model: z.string(), connections: count };

const trialSchema = z.object({
  ...cellKey,
  tookMs: z.number().min(0),
  failed: z.string().nullable().describe('why there is no measurement'),
  measured: measuredSchema.nullable(),
});

export const resultsSchema = z
  .object({
    version: z.literal(resultsVersion),
    forkroad: z.string().describe('version of forkroad'),
    startedAt: z.iso.datetime(),
    machine: z.object({
      cpu: z.string(),
      cpus: count,
      memoryKb: count,
      kernel: z.string(),
      node: z.string(),
    }),
    commandLine: z.array(z.string()),
    seed: z.int(),
    asked: z.object({
      rounds: count,
      baseline: z.string(),
      warmUpMs: z.number(),
      windowMs: z.number(),
      counts: z
        .object({ workers: count, threads: count })
        .describe('--workers and --threads of the models that take them'),
    }),
    models: z.array(
      z.object({
        name: z.string(),
        quadrant: z.enum(['spst', 'spmt', 'mpst', 'mpmt']),
        startUpMs: measure.describe('of the check before the rounds; null when it failed'),
      }),
    ),
    cells: z.array(z.object({ ...cellKey, impossible: z.string().nullable() })),
    duration: z.object({ plannedMs: z.number(), tookMs: z.number() }),
    interrupted: z.boolean(),
    rounds: z.array(
      z.object({ round: count, trials: z.array(trialSchema).describe('in the order in which they ran') }),
    ),
  })
  .describe('Results of `forkroad compare`');

export type Results = z.infer<typeof resultsSchema>;
export type Cell = Results['cells'][number];
export type Trial = z.infer<typeof trialSchema>;
export type Measured = z.infer<typeof measuredSchema>;
export type RawWindow = z.infer<typeof windowSchema>;
export type Level = z.infer<typeof levelSchema>;
export type Figures = z.infer<typeof figuresSchema>;
export type FigureName = keyof Figures;

export const noFigures: Figures = {
  messagesPerSecond: null,
  p50Us: null,
  p99Us: null,
  cpuUsPerMessage: null,
  contextSwitchesPerMessage: null,
  peakProcesses: null,
  peakThreads: null,
  pssKbPerConnection: null,
  basePssKb: null,
};

/** Two records of the same cell have the same words. */
export const isSameCell = (a: Omit<Cell, 'impossible'>, b: Omit<Cell, 'impossible'>): boolean =>
  a.scenario === b.scenario && a.model === b.model && a.connections === b.connections;
