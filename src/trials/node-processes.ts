// Which models start a whole Node process for each connection: they are asked for few, and given time.
import { availableParallelism } from 'node:os';
import type { Entrant } from './entrant.js';
import type { ExpectedSetting } from './scenario.js';

/** Each costs about 170 ms of CPU to start and 10 MB to keep. */
export const mostNodeProcesses = 32;

export const isNodeProcessPerConnection = ({ claims, language, bootsPerConnection }: Entrant): boolean =>
  bootsPerConnection ?? (claims.processesPerConnection === 1 && language !== 'C++');

/** How long the processes of all connections take to boot, started at once; 0 where there are none. */
export const bootMs = ({ model, connections, startUp }: ExpectedSetting): number =>
  isNodeProcessPerConnection(model) ? (connections * startUp.echoMs) / availableParallelism() : 0;

/** A trial waits no longer for boots, so that a slow machine's comparison stays within its minutes. */
const mostBootMs = 1500;

/**
 * A warm-up that is longer by the boot: for the first processes of churn to boot in, and in ping-pong for their code to
 * be compiled: fresh JavaScript costs twice as much CPU per message. The window sees `generations` of them.
 */
export function withBootTime<Each extends ExpectedSetting>(setting: Each, generations = 0): Each {
  const { warmUpMs, windowMs } = setting.timing;
  const boot = Math.min(Math.ceil(bootMs(setting)), mostBootMs);
  const timing = { ...setting.timing, warmUpMs: warmUpMs + boot, windowMs: Math.max(windowMs, generations * boot) };
  return { ...setting, timing };
}
