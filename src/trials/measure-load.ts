// Windows of load on a server: what the client saw, and what the server's tree cost from edge to edge.
import type { Client } from '../load/clients.js';
import { ColdStart } from './cold-start.js';
import { Edges } from './edges.js';
import { type LoadReadings, outcomeOf } from './load-outcome.js';
import { type LoadEvent, runLoad } from './load-process.js';
import { bootMs, bootsRuntime } from './node-processes.js';
import type { ExpectedSetting, Outcome, Setting, StartUp } from './scenario.js';

const losesChildren =
  'it ignores SIGCHLD, so that what its ended children cost is counted nowhere: reap them with waitpid(2)';

/** The client's own life beside its load, in boots of a Node process. */
const clientBoots = 1.2;

/** How long the client waits for one more connection to be served before it starts with those that are. */
const quietMs = 1000;

/** `companions` tells the pids of what loads the server beside this client, when it is asked. */
export async function measureLoad(
  setting: Setting,
  options: readonly string[],
  companions: () => readonly number[] = () => [],
): Promise<Outcome> {
  return outcomeOf(setting, await readLoad(setting, options, companions));
}

/** What a load's outcome is made of. */
export async function readLoad(
  setting: Setting,
  options: readonly string[],
  companions: () => readonly number[] = () => [],
): Promise<LoadReadings> {
  const { foreign } = setting.model;
  if (foreign?.losesChildren && options.includes('--churn')) throw new Error(losesChildren);
  const { server, connections, timing, tools, signal, clientCeilingPerSecond, service, client } = setting;
  const ceiling =
    clientCeilingPerSecond === null ? ['--no-calibrate'] : ['--ceiling', String(Math.round(clientCeilingPerSecond))];
  const command = [
    ...tools.loadCommand(server.address, { service, client }),
    ...['--connections', String(connections), '--windows', String(timing.windows), ...ceiling],
    ...warmUpOptions(setting),
    ...['--duration', `${timing.windowMs}ms`],
    ...options,
  ];
  const edges = new Edges(server, timing.windows);
  const coldStart = new ColdStart(server);
  const onEdge = (event: LoadEvent, pid: number) =>
    event.event.startsWith('warm-up') ? coldStart.pass(event) : edges.pass(pid, companions());
  try {
    const document = await server.during(runLoad(command, onEdge, signal, setting.placement.client));
    const { connectionsPerWorker } = await server.usage();
    const { peak, looks } = edges;
    const coldCpuUsPerMessage = await coldStart.cpuUsPerMessage();
    return { document, edges: await edges.readings(), connectionsPerWorker, peak, looks, coldCpuUsPerMessage };
  } finally {
    edges.stop();
  }
}

type WarmedUp = Pick<ExpectedSetting, 'timing' | 'model'>;

/** Nothing compiles in C++: allocators and caches have settled by then. */
const nativeWarmUpCapMs = 600;

/** After this a server of that model is warm. */
export const warmUpCapMsOf = ({ timing, model }: WarmedUp): number =>
  model.language === 'C++' ? Math.min(nativeWarmUpCapMs, timing.warmUpCapMs) : timing.warmUpCapMs;

/** Words of `forkroad load`. */
export const warmUpOptions = (setting: WarmedUp): string[] =>
  setting.timing.fixedWarmUpMs === undefined
    ? ['--warmup', 'auto', '--warmup-cap', `${warmUpCapMsOf(setting)}ms`]
    : ['--warmup', `${setting.timing.fixedWarmUpMs}ms`];

/** autocannon is imported, which costs more than forkroad's own modules, and looks every 100 ms whether it shall stop. */
const autocannonBoots = 1.5;
const autocannonStopsWithinMs = 100;

/** By how much a trial is longer than the native client's, on average. */
export const longerByMs = (client: Client, { listeningMs }: StartUp): number =>
  client === 'autocannon' ? autocannonBoots * listeningMs + autocannonStopsWithinMs / 2 : 0;

/** What a warm-up takes on two CPUs, where it ends by itself; a runtime that boots for each connection is never warm. */
const usualJavaScriptMs = 2000;

export function expectedWarmUpMs(setting: WarmedUp): number {
  const { timing, model } = setting;
  if (timing.fixedWarmUpMs !== undefined) return timing.fixedWarmUpMs;
  return bootsRuntime(model) ? warmUpCapMsOf(setting) : Math.min(warmUpCapMsOf(setting), usualJavaScriptMs);
}

/** How long a load takes once it has opened. */
export const expectedLoadMs = ({ timing, startUp, model }: ExpectedSetting): number =>
  clientBoots * startUp.listeningMs + expectedWarmUpMs({ timing, model }) + timing.windowMs;

/** How long it takes to open: it starts once all have been served that can be. Churn does not wait. */
export function expectedOpeningMs(setting: ExpectedSetting): number {
  const isAllServed = setting.connections <= setting.model.claims.servedAtOnce(setting.counts);
  return bootMs(setting) + (isAllServed ? 0 : quietMs);
}
