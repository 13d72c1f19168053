// Somebody else's server in a trial: its cost as far as it can be told from outside.
import { addon } from '../addon/addon.cjs';
import { reapedCpuUs } from '../observe/ended-children.js';
import { monotonicNs } from '../observe/monotonic.js';
import { settle } from './at-rest.js';
import { type ForeignCommand, type ForeignServer, startForeign } from './foreign-server.js';
import { patient } from './patience.js';
import type { Placement } from './placement.js';
import type { RunningServer, ServerUsage } from './running-server.js';

/** A program that listens may still start its workers: it is ready when it has come to rest, or after this time. */
const readyDeadlineMs = 1000;

export async function startMeasuredForeign(
  command: ForeignCommand,
  signal: AbortSignal,
  cpus: Placement['server'] = null,
): Promise<RunningServer> {
  const startedMs = performance.now();
  const server = await startForeign(command, signal, { cpus, slowness: patient(1) });
  try {
    await server.during(settle(server.pid, readyDeadlineMs));
    return measured(server, performance.now() - startedMs);
  } catch (error) {
    await server.kill();
    throw error;
  }
}

const measured = (server: ForeignServer, startUpMs: number): RunningServer => ({
  pid: server.pid,
  address: server.address,
  listeningMs: server.listeningMs,
  startUpMs,
  usage: () => server.during(Promise.resolve(usageOf(server.pid))),
  during: (work) => server.during(work),
  stop: () => server.stop(),
});

/** What ended threads switched is not to be had of another process: the live ones are counted. */
function usageOf(pid: number): ServerUsage {
  const live = addon.processes.contextSwitches(pid);
  const reapedUs = addon.processes.tree(pid).reduce((sum, each) => sum + reapedCpuUs(each), 0);
  return {
    atNs: monotonicNs(),
    self: usage(addon.processes.cpuUs(pid) ?? 0, live.voluntary, live.involuntary),
    children: usage(reapedUs, 0, 0),
    connectionsPerWorker: [],
  };
}

const usage = (cpuUs: number, voluntarySwitches: number, involuntarySwitches: number) => ({
  ...{ cpuUs, voluntarySwitches, involuntarySwitches },
  maxRssKb: 0,
});
