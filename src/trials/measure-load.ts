// One window of load on a server: what the client saw, and what the server's tree cost from edge to edge.
import type { LoadDocument } from '../load/document.js';
import { type Costs, readCosts } from './costs.js';
import { type Edge, runLoad } from './load-process.js';
import { type Measured, noFigures, type RawWindow } from './results.js';
import type { ExpectedSetting, Setting } from './scenario.js';
import type { ServerProcess } from './server-process.js';
import { PeakSampler, type TreeCounts } from './tree-counts.js';

/** The client's own life beside its load, in boots of a Node process. */
const clientBoots = 1.2;

export async function measureLoad(setting: Setting, options: readonly string[]): Promise<Measured> {
  const { server, connections, timing, tools, signal } = setting;
  const command = [
    ...tools.loadCommand(server.address),
    ...['--connections', String(connections), '--warmup', `${timing.warmUpMs}ms`, '--duration', `${timing.windowMs}ms`],
    ...options,
  ];
  const window = new Window(server);
  try {
    const document = await server.during(runLoad(command, (edge) => window.reach(edge), signal));
    return measuredOf(document, await window.costs(), window.sampler.peak);
  } finally {
    window.sampler.stop();
  }
}

/** How long a load takes once it has opened. */
export const expectedLoadMs = ({ timing, startUp }: ExpectedSetting): number =>
  clientBoots * startUp.listeningMs + timing.warmUpMs + timing.windowMs;

/** Reads the server's costs when the client reaches an edge of its window, and its peaks between the two. */
class Window {
  private readonly readings = new Map<Edge, Promise<Costs>>();
  readonly sampler: PeakSampler;

  constructor(private readonly server: ServerProcess) {
    this.sampler = new PeakSampler(server.pid);
  }

  reach(edge: Edge): void {
    const reading = readCosts(this.server.pid, () => this.server.usage());
    reading.catch(() => {}); // costs() tells, when the client has ended
    this.readings.set(edge, reading);
    if (edge === 'window-start') this.sampler.start();
    else this.sampler.stop();
  }

  /** What was spent between the edges. */
  async costs(): Promise<Costs> {
    const [start, end] = await Promise.all([this.readings.get('window-start'), this.readings.get('window-end')]);
    if (!start || !end) throw new Error('the client did not tell when its window started and ended');
    return {
      cpuUs: end.cpuUs - start.cpuUs,
      voluntarySwitches: end.voluntarySwitches - start.voluntarySwitches,
      involuntarySwitches: end.involuntarySwitches - start.involuntarySwitches,
      atMs: end.atMs - start.atMs,
    };
  }
}

function measuredOf(document: LoadDocument, costs: Costs, { processes, threads }: TreeCounts): Measured {
  const { messages, seconds, connections, errors, latencyUs, messagesPerSecond } = document;
  if (messages === 0) throw new Error('no message was answered within the window');
  return {
    connections,
    figures: {
      ...noFigures,
      messagesPerSecond,
      p50Us: latencyUs.p50,
      p99Us: latencyUs.p99,
      cpuUsPerMessage: costs.cpuUs / messages,
      contextSwitchesPerMessage: (costs.voluntarySwitches + costs.involuntarySwitches) / messages,
      peakProcesses: processes,
      peakThreads: threads,
    },
    raw: { window: windowOf(costs, { messages, durationMs: seconds * 1000, errors }), levels: null },
  };
}

function windowOf({ atMs, ...costs }: Costs, client: Pick<RawWindow, 'messages' | 'durationMs' | 'errors'>): RawWindow {
  return { ...client, ...costs, betweenReadingsMs: atMs };
}
