// Thousands of silent connections: as many as a model can hold, and what a few active clients pay beside them.
import type { LoadDocument } from '../load/document.js';
import { percentileUs } from '../load/latency-histogram.js';
import { freeDescriptors, readSupply } from '../load/means.js';
import { amountsOver, isLate } from '../trials/amounts.js';
import type { Figures } from '../trials/figures.js';
import { type LoadEvent, runLoad } from '../trials/load-process.js';
import { expectedLoadMs, warmUpOptions } from '../trials/measure-load.js';
import { availableKb } from '../trials/memory.js';
import { runtimeCpuUsPerSecond } from '../trials/runtime-cpu.js';
import type { ExpectedSetting, Setting } from '../trials/scenario.js';
import { TreeCpu } from '../trials/tree-cpu.js';
import { isJavaScript, type Unit, unitOf } from './unit.js';

export const mostIdle = 10_000;
export const activeConnections = 16;

/** The client's own margin of local ports, of which others may take some. */
const sparePorts = 1000;

/** How long the connections may take to be answered: fork(2) takes a millisecond for each, and more with each. */
const openingMs: Record<Unit, number> = {
  ...{ single: 5000, pool: 5000, loop: 5000, loops: 5000, thread: 5000 },
  process: 1000,
};

export interface ManyHeld {
  /** Beside those that were held before. */
  held: number;
  /** Why no more; null where all were that were asked for. */
  stoppedBy: string | null;
  /** Of the active ones. */
  figures: Partial<Pick<Figures, 'p50Us' | 'p99Us' | 'cpuUsPerMessage'>>;
}

/** What is asked for, and what set it where it is less than wanted. */
interface Asked {
  connections: number;
  limit: string | null;
}

/**
 * @param held silent connections that are held already
 * @param freeKbPerConnection what each of them took of the machine's free memory, the kernel's share included
 */
export async function holdMany(setting: Setting, held: number, freeKbPerConnection: number): Promise<ManyHeld> {
  const asked = askFor(mostIdle - held, freeKbPerConnection);
  const unit = unitOf(setting.model, setting.counts);
  const cpu = new TreeCpu(setting.server, { growsWithConnections: unit === 'process' });
  const startedMs = performance.now();
  let openedMs = 0;
  const onEdge = ({ event }: LoadEvent) => {
    openedMs ||= performance.now() - startedMs;
    if (event === 'warm-up-start') cpu.findProcesses();
    return event === 'window-start' || event === 'window-end' ? cpu.read() : undefined;
  };
  const document = await setting.server.during(runLoad(commandOf(setting, asked, unit), onEdge, setting.signal));
  const served = document.idle?.served ?? 0;
  return {
    held: served,
    stoppedBy: served < asked.connections ? whyNoMore(openedMs, unit) : asked.limit,
    figures: await figuresOf(document, setting, cpu),
  };
}

function askFor(wanted: number, freeKbPerConnection: number): Asked {
  const supply = readSupply({ port: 0, isLoopback: true });
  const halfOfMemory = freeKbPerConnection > 0 ? availableKb() / 2 / freeKbPerConnection : Number.POSITIVE_INFINITY;
  const limits: Asked[] = [
    { connections: wanted, limit: null },
    { connections: halfOfMemory, limit: 'more would take over half of the free memory' },
    { connections: freeDescriptors(supply, 1) - activeConnections, limit: 'the client has no descriptors for more' },
    { connections: supply.ports - sparePorts, limit: 'the client has no local ports for more' },
  ];
  const least = limits.reduce((a, b) => (b.connections < a.connections ? b : a));
  return { ...least, connections: Math.max(0, Math.floor(least.connections)) };
}

const halved = <Each extends ExpectedSetting>(setting: Each): Each => {
  const { timing } = setting;
  return { ...setting, timing: { ...timing, windowMs: timing.windowMs / 2, windows: 1 } };
};

function commandOf(setting: Setting, { connections }: Asked, unit: Unit): string[] {
  const { server, tools, service, client } = setting;
  const { timing } = halved(setting);
  return [
    ...tools.loadCommand(server.address, { service, client }),
    ...['--connections', String(activeConnections), '--idle', String(connections), '--no-calibrate'],
    ...warmUpOptions({ ...setting, timing }),
    ...['--duration', `${timing.windowMs}ms`, '--timeout', `${openingMs[unit]}ms`],
  ];
}

function whyNoMore(openedMs: number, unit: Unit): string {
  return openedMs >= openingMs[unit]
    ? `no more were answered within ${openingMs[unit] / 1000} s`
    : 'for a second, the server answered no more';
}

async function figuresOf({ windows }: LoadDocument, { model, idleCpuUsPerSecond }: Setting, cpu: TreeCpu) {
  const [window] = windows;
  const [from, to] = await cpu.readings();
  if (!window || !from || !to || window.messages === 0)
    throw new Error('no active client was answered beside the idle');
  const { cpuUs } = amountsOver(window.seconds * 1000, from, to);
  const ownUs = runtimeCpuUsPerSecond(model, idleCpuUsPerSecond) * window.seconds;
  return {
    p50Us: percentileUs(window.latency, 0.5),
    p99Us: percentileUs(window.latency, 0.99),
    cpuUsPerMessage: isLate(window.seconds * 1000, from, to) ? null : (cpuUs - ownUs) / window.messages,
  };
}

/** What 10,000 of them and their end take, in boots of a Node process: 0.15 s on the machine where this was measured. */
const bootsOf = { javaScript: 9, native: { single: 4, pool: 4, loop: 4, loops: 4, thread: 6, process: 3 } };

export function expectedManyMs(setting: ExpectedSetting): number {
  const unit = unitOf(setting.model, setting.counts);
  const boots = isJavaScript(setting.model) ? bootsOf.javaScript : bootsOf.native[unit];
  const untilLateMs = unit === 'process' ? openingMs.process : 0;
  return untilLateMs + boots * setting.startUp.listeningMs + expectedLoadMs(halved(setting));
}
