// What of a server's CPU time is its runtime's alone, and is taken off what its messages cost.
import type { Entrant } from './entrant.js';

/** No runtime uses half a CPU by itself. */
const mostOfRuntimeUsPerSecond = 500_000;

/** It uses a CPU whether it has clients or not: it says so, or, where it is someone else's, it was seen to. */
export const spins = ({ claims, foreign }: Entrant, idleCpuUsPerSecond: number): boolean =>
  claims.isBusyWhenIdle ?? (foreign !== undefined && idleCpuUsPerSecond > mostOfRuntimeUsPerSecond);

/** Where a model spins, that is the model, and nothing is taken off: net is gross. */
export const runtimeCpuUsPerSecond = (model: Entrant, idleCpuUsPerSecond: number): number =>
  spins(model, idleCpuUsPerSecond) ? 0 : idleCpuUsPerSecond;
