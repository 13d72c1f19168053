// The edges of a load's windows: all that is read when the client passes one.
import { addon } from '../addon/addon.cjs';
import { cpusOf } from '../observe/allowed-cpus.js';
import { ownCgroup, type Throttling } from '../observe/cgroup.js';
import { type MachineLoad, machineLoadOf } from '../observe/machine-load.js';
import { type OtherProcesses, readOtherProcesses } from '../observe/other-processes.js';
import type { Costs } from './amounts.js';
import { readCosts } from './costs.js';
import { treePssKb } from './memory.js';
import type { RunningServer } from './running-server.js';
import { PeakSampler, type TreeCounts, treeCounts } from './tree-counts.js';
import type { Look } from './trial-result.js';

export interface EdgeReading {
  server: Costs;
  machine: MachineLoad;
  /** CPU time so far: of the client's process, of what loads the server beside it, and of this process. */
  clientCpuUs: number;
  companionsCpuUs: number;
  ownCpuUs: number;
  others: OtherProcesses;
  /** Of the control group that all of a trial runs in. */
  throttling: Throttling;
}

/** What the server's costs are is known a little later: it has to be asked. */
type PassedEdge = Omit<EdgeReading, 'server'> & { server: Promise<Costs> };

/** Reads all costs whenever the client reaches an edge, and the server's peaks between the first and the last. */
export class Edges {
  private readonly passed: PassedEdge[] = [];
  private readonly sampler: PeakSampler;
  /** Memory is looked at before the load and after the last window: reading it would disturb what is measured. */
  private readonly before: Look;
  private after: Look | undefined;
  private readonly madeMs = performance.now();
  private firstMs = 0;
  /** What others do on further CPUs does not concern the trial. */
  private readonly cpus: ReadonlySet<number>;
  private readonly readMachine: () => MachineLoad;

  constructor(
    private readonly server: RunningServer,
    private readonly windows: number,
  ) {
    this.sampler = new PeakSampler(server.pid);
    this.before = lookAt(server.pid);
    this.cpus = cpusOf([server.pid]);
    this.readMachine = machineLoadOf(this.cpus);
  }

  /**
   * Resolves once the server has answered, too. The server's clocks come first: what is read after them takes its time.
   * `companions`: pids of what loads the server beside the client.
   */
  async pass(clientPid: number, companions: readonly number[] = []): Promise<void> {
    const server = readCosts(this.server.pid, () => this.server.usage());
    server.catch(() => {}); // it is awaited below
    const machine = this.readMachine();
    const { throttling } = ownCgroup;
    const clientCpuUs = cpuUsOf([clientPid]);
    const companionsCpuUs = cpuUsOf(companions);
    const { user, system } = process.cpuUsage();
    const ours = [process.pid, clientPid, ...companions, ...addon.processes.tree(this.server.pid)];
    const others = readOtherProcesses(new Set(ours), machine.isWhole ? null : this.cpus);
    const ownCpuUs = user + system;
    this.passed.push({ server, machine, throttling, clientCpuUs, companionsCpuUs, ownCpuUs, others });
    if (this.passed.length === 1) {
      this.firstMs = performance.now();
      this.sampler.start();
    }
    if (this.passed.length > this.windows) {
      this.sampler.stop();
      this.after = lookAt(this.server.pid);
      this.after.atMs = Math.round(performance.now() - this.firstMs);
    }
    await server;
  }

  stop(): void {
    this.sampler.stop();
  }

  get peak(): TreeCounts {
    return this.sampler.peak;
  }

  /** In the order of time, from the first window's start on. */
  get looks(): Look[] {
    const atMs = Math.round(this.madeMs - this.firstMs);
    const during = this.sampler.series.map((look) => ({ ...look, atMs: Math.round(look.atMs), pssKb: null }));
    return [{ ...this.before, atMs }, ...during, ...(this.after ? [this.after] : [])];
  }

  readings(): Promise<EdgeReading[]> {
    return Promise.all(this.passed.map(async (edge) => ({ ...edge, server: await edge.server })));
  }
}

const cpuUsOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + (addon.processes.cpuUs(pid) ?? 0), 0);

const lookAt = (pid: number): Look => ({ atMs: 0, ...treeCounts(pid), pssKb: treePssKb(pid) });
