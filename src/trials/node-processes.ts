// Which models boot a runtime for each connection, a Node process or a Worker: they are asked for few, and given time.
import { availableParallelism } from 'node:os';
import type { Entrant } from './entrant.js';
import { patient } from './patience.js';
import type { ExpectedSetting } from './scenario.js';

/** Each costs about 170 ms of CPU to start and 10 MB to keep. */
export const mostNodeProcesses = 32;

/** Each costs about 25 ms of CPU to start, most of it V8's, and 8 MB to keep. */
const mostWorkers = 64;

export const bootsRuntime = ({ claims, language, bootsPerConnection }: Entrant): boolean =>
  bootsPerConnection ?? (claims.processesPerConnection + claims.threadsPerConnection > 0 && language !== 'C++');

/** It is a Worker: a thread of the one process. */
const bootsWorker = (entrant: Entrant): boolean => bootsRuntime(entrant) && entrant.claims.processesPerConnection === 0;

/** Why so many connections are not asked for of a model that boots a runtime for each; null where they are. */
export function tooManyBoots(entrant: Entrant, connections: number): string | null {
  if (!bootsRuntime(entrant)) return null;
  const [runtime, most] = bootsWorker(entrant) ? ['Worker', mostWorkers] : ['Node process', mostNodeProcesses];
  return connections > most ? `each connection is a ${runtime}; at most ${most} are asked for` : null;
}

/** How long the runtimes of all connections take to boot, started at once; 0 where there are none. */
export const bootMs = ({ model, connections, startUp, placement }: ExpectedSetting): number =>
  bootsRuntime(model) ? (connections * startUp.echoMs) / (placement.server?.length ?? availableParallelism()) : 0;

/** A trial waits no longer for boots, so that a comparison stays within its minutes; longer where the machine is crowded: nothing boots in time there. */
const mostBootMs = 3000;

const capped = (setting: ExpectedSetting): number => Math.min(Math.ceil(bootMs(setting)), patient(mostBootMs));

/** A warm-up that may be longer by the boot: of runtimes that stay, which have to get warm then. */
export function withBootTime<Each extends ExpectedSetting>(setting: Each): Each {
  const { timing } = setting;
  return { ...setting, timing: { ...timing, warmUpCapMs: timing.warmUpCapMs + capped(setting) } };
}

/** Where each connection boots a runtime of its own and ends it: they are never warm; the windows see `generations` of them. */
export function withGenerations<Each extends ExpectedSetting>(setting: Each, generations: number): Each {
  if (!bootsRuntime(setting.model)) return setting;
  const { timing } = setting;
  const boot = capped(setting);
  const windowMs = Math.max(timing.windowMs, generations * boot);
  return { ...setting, timing: { ...timing, warmUpCapMs: boot > 0 ? boot : timing.warmUpCapMs, windowMs } };
}
