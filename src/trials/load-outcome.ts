// What a load has measured: figures of the windows that count, and what limited them.
import type { LoadDocument } from '../load/document.js';
import { labelOf } from '../load/label.js';
import { mergeBuckets, percentileUs } from '../load/latency-histogram.js';
import { gini, maxToMin } from '../statistics/evenness.js';
import type { EdgeReading } from './edges.js';
import { type Figures, noFigures } from './figures.js';
import { queueFigures } from './queue-figures.js';
import { runtimeCpuUsPerSecond, spins } from './runtime-cpu.js';
import type { Outcome, Setting } from './scenario.js';
import type { TreeCounts } from './tree-counts.js';
import { trendShareOf } from './trend.js';
import type { Look, RawWindow } from './trial-result.js';
import { isKept, rawWindows, sumOf } from './windows.js';

export interface LoadReadings {
  document: LoadDocument;
  edges: readonly EdgeReading[];
  connectionsPerWorker: readonly number[];
  peak: TreeCounts;
  looks: Look[];
  coldCpuUsPerMessage: number | null;
}

/** Throws when no message was answered. Where no window counts, the figures are of all: shown, not compared. */
export function outcomeOf(setting: Setting, readings: LoadReadings): Outcome {
  const { document, edges, connectionsPerWorker, peak, looks, coldCpuUsPerMessage } = readings;
  const windows = rawWindows(edges, document.windows, setting.usual);
  const isUsed = windows.some(isKept) ? isKept : () => true;
  const used = windows.map(isUsed);
  const buckets = mergeBuckets(document.windows.filter((_, i) => used[i]).map(({ latency }) => latency));
  const sum = sumOf(windows.filter(isUsed));
  if (sum.messages === 0) throw new Error('no message was answered within the window');
  const figures: Figures = {
    ...noFigures,
    ...costFigures(sum, runtimeCpuUsPerSecond(setting.model, setting.idleCpuUsPerSecond)),
    ...(losesSwitches(setting) ? { contextSwitchesPerMessage: null } : {}),
    coldCpuUsPerMessage,
    messagesPerSecond: (sum.messages * 1000) / sum.durationMs,
    usPerMessage: (sum.durationMs * 1000) / sum.messages,
    cpuUsPerSecond: (sum.cpuUs * 1000) / sum.durationMs,
    p50Us: percentileUs(buckets, 0.5),
    p90Us: percentileUs(buckets, 0.9),
    p99Us: percentileUs(buckets, 0.99),
    p999Us: percentileUs(buckets, 0.999),
    maxUs: buckets.at(-1)?.[0] ?? null,
    peakProcesses: peak.processes,
    peakThreads: peak.threads,
    connectionsMaxToMin: finite(maxToMin(connectionsPerWorker)),
    connectionsGini: gini(connectionsPerWorker) ?? null,
    ...queueFigures(edges[0]?.server.queue, edges.at(-1)?.server.queue),
  };
  return {
    measured: {
      connections: document.connections,
      figures,
      latency: buckets,
      warmUp: document.warmUp && warmUpOf(document.warmUp),
      trendShare: trendShareOf(windows, isUsed),
      looks,
      curve: null,
      raw: { windows, levels: null, errors: document.errors },
    },
    label: labelOfWindows(setting, document, windows, edges[0]?.machine.cpus ?? 1),
  };
}

const warmUpOf = ({ seconds, messages, reached }: NonNullable<LoadDocument['warmUp']>) => ({
  ms: Math.round(seconds * 1000),
  messages,
  reached,
});

/** A thread that has ended takes its count with it; forkroad's servers are asked for it, somebody else's cannot be. */
const losesSwitches = ({ model: { foreign, claims } }: Setting): boolean =>
  foreign !== undefined && claims.threadsPerConnection + claims.processesPerConnection > 0;

/** JSON knows no infinity: where one worker had no connection at all, the Gini coefficient tells. */
const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;

function costFigures(sum: ReturnType<typeof sumOf>, runtimeUsPerSecond: number) {
  const { messages, cpuUs, voluntarySwitches, involuntarySwitches, durationMs } = sum;
  return {
    cpuUsPerMessage: (cpuUs - (runtimeUsPerSecond * durationMs) / 1000) / messages,
    grossCpuUsPerMessage: cpuUs / messages,
    contextSwitchesPerMessage: (voluntarySwitches + involuntarySwitches) / messages,
  };
}

function labelOfWindows(
  setting: Setting,
  document: LoadDocument,
  windows: readonly RawWindow[],
  cpus: number,
): Outcome['label'] {
  const { messages, durationMs, cpuUs } = sumOf(windows);
  const wallUs = durationMs * 1000;
  const ofWindows = (key: 'busiestThreadCpuUs' | 'busiestThreadWaitUs') =>
    document.windows.reduce((total, window) => total + (window[key] ?? 0), 0) / wallUs;
  const ofMachine = (key: 'stolenUs' | 'throttledUs' | 'foreignUs') =>
    windows.reduce((total, window) => total + window[key], 0) / wallUs;
  return labelOf({
    clientBusyShare: ofWindows('busiestThreadCpuUs'),
    clientWaitShare: ofWindows('busiestThreadWaitUs'),
    messagesPerSecond: (messages * 1e6) / wallUs,
    ceilingPerSecond: setting.clientCeilingPerSecond,
    sendLagP99Us: document.sendLagUs?.p99 ?? null,
    offeredPerSecond: document.offeredPerSecond,
    cpus,
    stolenShare: ofMachine('stolenUs') / cpus,
    throttledShare: ofMachine('throttledUs'),
    foreignCpus: ofMachine('foreignUs'),
    serverBusyCpus: cpuUs / wallUs,
    isServerSpinning: spins(setting.model, setting.idleCpuUsPerSecond),
  });
}
