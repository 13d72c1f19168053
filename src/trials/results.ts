// The shape of results.json: all that a comparison has measured, from which every report is rendered.
import { z } from 'zod';
import { endings } from '../experiment/design.js';
import { clients } from '../load/clients.js';
import { lookPlans } from '../statistics/looks.js';
import { summarySchema } from './summary.js';
import { cellKey, trialSchema } from './trial-result.js';

export const resultsVersion = 4;

const count = z.int().min(0);
const measure = z.number().min(0).nullable();

const askedSchema = z.object({
  connections: z.array(count),
  blocks: z
    .object({ exactly: count.nullable(), atMost: count })
    .describe('exactly: every row ran in so many; null: a row left when it was decided'),
  looks: z.enum(lookPlans).describe('after which blocks a row is looked at: docs/measuring.md'),
  budgetMs: measure.describe('no block begins that would not end within it; null: no budget'),
  baseline: z.string(),
  service: z.string(),
  clients: z.array(z.enum(clients)),
  warmUpCapMs: z.number().describe('a warm-up ends when the server is warm, and at the latest after this'),
  windowMs: z.number().describe('of all windows of a trial together'),
  windows: count,
  counts: z
    .object({
      workers: count,
      threads: count,
      loops: count.default(1).describe('1 in results from before it was there'),
    })
    .describe('--workers, --threads and --loops of the models that take them'),
});

/** The server without a client: what its runtime costs by itself. */
const atRestSchema = z.object({
  processes: count,
  threads: count,
  pssKb: z.number().min(0),
  startUpCpuMs: z.number().min(0),
  idleCpuUsPerSecond: z.number().min(0),
});

const modelSchema = z.object({
  name: z.string(),
  quadrant: z.enum(['spst', 'spmt', 'mpst', 'mpmt']).nullable().describe('null: a program of someone else'),
  language: z.string().nullable(),
  foreign: z
    .object({ command: z.string(), isShell: z.boolean() })
    .nullable()
    .describe('how the program of someone else is started'),
  spins: z
    .boolean()
    .default(false)
    .describe('it uses a CPU without clients, too: all its CPU time counts as that of its messages'),
  twinOf: z.string().nullable().describe('the model in another language that does the same'),
  startUpMs: measure.describe('of the check before the blocks; null when it failed'),
  atRest: atRestSchema.nullable(),
});

const cellSchema = z.object({
  ...cellKey,
  serverOptions: z.array(z.string()).describe('what the server was told beside its model and its counts'),
  role: z.enum(['baseline', 'control', 'entrant']).describe('the control is the baseline again, under another name'),
  impossible: z.string().nullable(),
});

/** Counted in a pass of its own, which is never timed. */
const systemCallsSchema = z.object({
  means: z.enum(['perf', 'strace']).nullable(),
  unavailable: z.string().nullable().describe('why nothing was counted'),
  cells: z.array(z.object({ ...cellKey, perMessage: z.number().min(0) })),
});

export const resultsSchema = z
  .object({
    version: z.literal(resultsVersion),
    forkroad: z.string().describe('version of forkroad'),
    startedAt: z.iso.datetime(),
    machine: z.object({
      cpu: z.string(),
      cpus: count,
      cpusAllowed: count.describe('that a process of the comparison might run on: by taskset, or by a cpuset'),
      cpuQuota: z.number().nullable().describe('CPU time that its control group was allowed, in CPUs; null: any'),
      memoryKb: count,
      memoryLimitKb: count.nullable().describe('of its control group; null: none'),
      kernel: z.string(),
      node: z.string(),
      loadBefore: z.number().describe('1-minute load average before the comparison'),
    }),
    commandLine: z.array(z.string()),
    seed: z.int(),
    asked: askedSchema,
    models: z.array(modelSchema),
    absent: z
      .array(z.object({ name: z.string(), why: z.string() }))
      .default([])
      .describe('models that were asked for with all others, and cannot run on this machine'),
    cells: z.array(cellSchema),
    yardstickP10Us: z.array(z.number()).describe('of each CPU, over the session: the machine at its best'),
    yardstickMedianUs: z
      .array(z.number())
      .default([])
      .describe("of each CPU, over the session: the machine as it mostly was, which is what 'undisturbed' means"),
    clientCeilings: z.array(z.object({ scenario: z.string(), connections: count, perSecond: z.number() })),
    systemCalls: systemCallsSchema,
    duration: z.object({ plannedMs: z.number(), tookMs: z.number() }),
    ended: z.enum(endings).describe('why there was no further block'),
    blocks: z
      .array(
        z.object({
          table: z.string(),
          block: count.describe('from 1, within its table'),
          trials: z.array(trialSchema).describe('in the order in which they ran'),
        }),
      )
      .describe('in the order in which they ran'),
    summary: summarySchema.nullable().describe('what came of the blocks; made anew from them when it is read'),
  })
  .describe('Results of `forkroad compare`');

export type Results = z.infer<typeof resultsSchema>;
export type Cell = Results['cells'][number];
export type CellKey = Pick<Cell, 'scenario' | 'row' | 'model' | 'client' | 'connections'>;
export type AtRest = z.infer<typeof atRestSchema>;

/** Two records of the same cell have the same words. */
export const isSameCell = (a: CellKey, b: CellKey): boolean =>
  a.scenario === b.scenario &&
  a.row === b.row &&
  a.model === b.model &&
  a.client === b.client &&
  a.connections === b.connections;
