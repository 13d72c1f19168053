// The figures of a trial: what a report shows, ranks and compares. Every key carries its unit.
import { z } from 'zod';

const measure = z.number().min(0).nullable();

/** Null where the scenario does not measure it, or where there were too few samples. */
export const figuresSchema = z.object({
  messagesPerSecond: measure,
  p50Us: measure,
  p90Us: measure,
  p99Us: measure,
  p999Us: measure,
  maxUs: measure,
  cpuUsPerMessage: z
    .number()
    .nullable()
    .describe(
      "of the whole process tree, the runtime's idle CPU subtracted, but for a model that is busy without clients, too",
    ),
  grossCpuUsPerMessage: measure.describe("of the whole process tree, the runtime's idle CPU included"),
  coldCpuUsPerMessage: measure
    .default(null)
    .describe(
      'of the whole process tree, gross: in the first window of the warm-up, of a server that had no client before',
    ),
  contextSwitchesPerMessage: measure,
  peakProcesses: measure,
  peakThreads: measure,
  pssKbPerConnection: z.number().nullable().describe('slope by least squares of PSS over connections served'),
  basePssKb: measure.describe('of the whole process tree without any connection'),
  connectionsMaxToMin: measure.describe('fairness: connections of the busiest worker by those of the least busy one'),
  connectionsGini: measure.describe('fairness: 0 when all workers had equally many connections'),
  queueWaitUs: measure
    .default(null)
    .describe('mean over all windows: from its accept until a thread took a connection from the queue'),
  deepestQueue: measure.default(null).describe('connections that waited in that queue at once, at most'),
  usPerMessage: measure.describe('wall time by messages: the inverse of the rate'),
  cpuUsPerSecond: measure.describe(
    'of the whole process tree, by wall time: what it burns while little is asked of it',
  ),
  idleCpuUsPerSecond: measure.describe(
    'of the server before it had any client: its runtime, or a model that is busy without clients',
  ),
  pssKb: measure.describe('of the whole process tree, with the connections of the scenario'),
  pssGrowthKb: z.number().nullable().describe('by how much the PSS of the whole process tree grew'),
  mostHeld: measure.describe('connections that were held at once, each answered'),
  lostShare: measure.describe('of the other connections, 0 to 1: lost when the process that served one was killed'),
  recoveredMs: measure.describe('from that kill until each lost connection, made anew, was answered; null: never'),
  companionMessagesPerSecond: measure.describe('of the client that loads the server beside the one that is measured'),
  capacityPerSecond: measure.describe('messages per second in a closed loop, before what is offered is set'),
  closedLoopP99Us: measure.describe('p99 of that closed loop'),
  kneeShare: measure.describe(
    'of the capacity: the most that was offered and answered within ten times the median latency at half',
  ),
});

export type Figures = z.infer<typeof figuresSchema>;
export type FigureName = keyof Figures;

export const noFigures: Figures = {
  messagesPerSecond: null,
  p50Us: null,
  p90Us: null,
  p99Us: null,
  p999Us: null,
  maxUs: null,
  cpuUsPerMessage: null,
  grossCpuUsPerMessage: null,
  coldCpuUsPerMessage: null,
  contextSwitchesPerMessage: null,
  peakProcesses: null,
  peakThreads: null,
  pssKbPerConnection: null,
  basePssKb: null,
  connectionsMaxToMin: null,
  connectionsGini: null,
  queueWaitUs: null,
  deepestQueue: null,
  usPerMessage: null,
  cpuUsPerSecond: null,
  idleCpuUsPerSecond: null,
  pssKb: null,
  pssGrowthKb: null,
  mostHeld: null,
  lostShare: null,
  recoveredMs: null,
  companionMessagesPerSecond: null,
  capacityPerSecond: null,
  closedLoopP99Us: null,
  kneeShare: null,
};
