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
  cpuUsPerMessage: z.number().nullable().describe("of the whole process tree, the runtime's idle CPU subtracted"),
  grossCpuUsPerMessage: measure.describe("of the whole process tree, the runtime's idle CPU included"),
  contextSwitchesPerMessage: measure,
  peakProcesses: measure,
  peakThreads: measure,
  pssKbPerConnection: z.number().nullable().describe('slope by least squares of PSS over connections served'),
  basePssKb: measure.describe('of the whole process tree without any connection'),
  connectionsMaxToMin: measure.describe('fairness: connections of the busiest worker by those of the least busy one'),
  connectionsGini: measure.describe('fairness: 0 when all workers had equally many connections'),
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
  contextSwitchesPerMessage: null,
  peakProcesses: null,
  peakThreads: null,
  pssKbPerConnection: null,
  basePssKb: null,
  connectionsMaxToMin: null,
  connectionsGini: null,
};
