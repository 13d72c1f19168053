// The client's own ceiling: what it does, with the same options, against the cheapest echo there is.
import { addon } from '../addon/addon.cjs';
import type { EngineOptions, WindowCounts } from '../addon/load.cjs';

export interface Calibration {
  ceilingPerSecond: number;
  /** Of the client's threads. */
  cpuUsPerMessage: number;
}

export const calibrationMs = 200;

const warmUpMs = 50;
const warmUpWindows = { warmUpWindowMs: warmUpMs, warmUpWindowMessages: 0 };
/** The best of them is the ceiling: a moment in which others ran would make it too low. */
const windows = 4;
/** More do not raise the ceiling, and each is two descriptors of this process. */
const mostConnections = 256;

type Shape = Pick<
  EngineOptions,
  'service' | 'mode' | 'connections' | 'size' | 'threads' | 'slowClientNs' | 'timeoutMs'
>;

/**
 * An open loop is calibrated as a closed one: as fast as it goes. Null when nothing came back, or it was stopped.
 * Takes as many of the connections as both ends of have room in `freeDescriptors`.
 */
export async function calibrate(
  shape: Shape,
  { freeDescriptors, signal }: { freeDescriptors: number; signal?: AbortSignal },
): Promise<Calibration | null> {
  const echo = addon.load.startEcho(shape.service);
  const connections = Math.max(1, Math.min(shape.connections, mostConnections, Math.floor(freeDescriptors / 2)));
  const run = addon.load.start(
    {
      ...shape,
      mode: shape.mode === 'open-loop' ? 'closed-loop' : shape.mode,
      connections,
      idle: 0,
      threads: Math.min(shape.threads, connections),
      ...{ host: '127.0.0.1', port: echo.port, warmUpMs, ...warmUpWindows, durationMs: calibrationMs, windows },
      ...{ rate: 0, holdMs: 0, eventsFd: -1 },
    },
    () => {},
    () => {},
  );
  signal?.addEventListener('abort', run.stop, { once: true });
  try {
    const counts = await run.done;
    return signal?.aborted ? null : bestOf(counts.windows);
  } finally {
    signal?.removeEventListener('abort', run.stop);
    echo.stop();
  }
}

function bestOf(windows: readonly WindowCounts[]): Calibration | null {
  const found = windows
    .filter(({ messages, windowNs }) => messages > 0 && windowNs > 0)
    .map(({ messages, windowNs, cpuNs }) => ({
      ceilingPerSecond: (messages * 1e9) / windowNs,
      cpuUsPerMessage: cpuNs / 1000 / messages,
    }));
  return found.sort((a, b) => b.ceilingPerSecond - a.ceilingPerSecond)[0] ?? null;
}
