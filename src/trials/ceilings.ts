// The client's ceilings: what it reaches against a server that costs next to nothing, for each load of a comparison.
import type { Request } from './plan.js';
import type { Results } from './results.js';
import type { Tools } from './tools.js';

type Ceilings = Results['clientCeilings'];

/** One of each scenario × connections. Stops when `signal` aborts. A calibration that fails leaves its ceiling unknown. */
export async function measureCeilings(request: Request, tools: Tools, signal: AbortSignal): Promise<Ceilings> {
  const { scenarios, models, connections: asked, service } = request;
  const ceilings: Ceilings = [];
  for (const { name: scenario, load, connections } of scenarios) {
    if (load === undefined) continue;
    for (const count of new Set(models.flatMap((model) => connections(model, asked)))) {
      if (signal.aborted) return ceilings;
      const perSecond = await tools.calibrate(count, { service, options: load, signal }).catch(() => null);
      if (perSecond !== null) ceilings.push({ scenario, connections: count, perSecond });
    }
  }
  return ceilings;
}
