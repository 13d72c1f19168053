// A load run: the engine started with every option filled in, and its counts made into the document.
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { addon } from '../addon/addon.cjs';
import type { EngineOptions, LoadCounts, LoadMode, LoadService } from '../addon/load.cjs';
import type { AutocannonRun, Told } from './autocannon/drive.js';
import { type Client, defaultClient } from './clients.js';
import type { LoadDocument } from './document.js';
import { capMs, watchHold } from './hold.js';
import { type Second, SecondsReport } from './seconds.js';
import { Surroundings } from './surroundings.js';
import { toDocument } from './to-document.js';
import { defaultCapMs, leastMessages, WarmUp, windowMs } from './warm-up.js';

export const defaults = {
  service: 'echo',
  connections: 16,
  idle: 0,
  size: 64,
  durationMs: 5000,
  warmUpMs: 500,
  warmUpCapMs: defaultCapMs,
  windows: 1,
  timeoutMs: 10_000,
  threads: 1,
  slowClientNs: 0,
} as const;

export interface LoadOptions {
  host: string;
  port: number;
  /** autocannon speaks http-echo only, in a closed loop on one thread: src/load/autocannon/limits.ts. */
  client?: Client;
  service?: LoadService;
  connections?: number;
  /** Beside them: answered once in the opening, then held, silent. */
  idle?: number;
  /** Bytes per message; 0, of http-echo only, is a GET. */
  size?: number;
  durationMs?: number;
  /** 'auto': until the server is warm (src/load/warm-up.ts), at most `warmUpCapMs`. */
  warmUpMs?: number | 'auto';
  warmUpCapMs?: number | undefined;
  /** That the measured time is cut into, equally. */
  windows?: number;
  /** Messages per second; makes it an open loop. */
  rate?: number | undefined;
  churn?: boolean;
  /** All connections at once, one message each; then all again. */
  burst?: boolean;
  threads?: number;
  /** For the first reply of all, and for each later one of a connection. */
  timeoutMs?: number;
  /** CPU that the client burns per message. */
  slowClientNs?: number;
  /**
   * A descriptor that gets a line as each edge is passed: {"event":"window-start","atNs":…},
   * {"event":"window-edge","index":1,"atNs":…} … between the windows, {"event":"window-end","atNs":…}. `atNs` is when it
   * was passed, of CLOCK_MONOTONIC: what process.hrtime.bigint() reads.
   */
  eventsFd?: number | undefined;
  /** After the last window the load goes on, counted in no window, until this descriptor has a byte or its end. */
  holdFd?: number | undefined;
  /** The client's own, as `calibrate` found it, for the label. */
  ceilingPerSecond?: number | undefined;
  onSecond?: ((second: Second) => void) | undefined;
}

export interface LoadRun {
  service: LoadService;
  mode: LoadMode;
  warmUpMs: number;
  durationMs: number;
  progress(): LoadCounts;
  stop(): void;
  done: Promise<LoadDocument>;
}

/** Every option filled in, and the host an address. Rejects for one that is not found. */
export async function engineOptions(given: LoadOptions): Promise<EngineOptions> {
  const { client: _, rate, eventsFd, holdFd, churn, burst, ceilingPerSecond: __, onSecond: ___, ...rest } = given;
  const { warmUpCapMs, warmUpMs, ...filled } = { ...defaults, ...rest };
  const options: EngineOptions = {
    ...filled,
    ...{ mode: modeOf(given), rate: rate ?? 0, eventsFd: eventsFd ?? -1 },
    warmUpMs: warmUpMs === 'auto' ? (warmUpCapMs ?? defaultCapMs) : warmUpMs,
    warmUpWindowMs: windowMs,
    warmUpWindowMessages: leastMessages(filled.connections),
    holdMs: holdFd === undefined ? 0 : capMs(filled.durationMs),
  };
  options.host = isIP(given.host) ? given.host : (await lookup(given.host)).address;
  options.threads = Math.min(options.threads, options.connections);
  return options;
}

function modeOf({ churn, burst, rate }: LoadOptions): LoadMode {
  if (churn) return 'churn';
  if (burst) return 'burst';
  return rate === undefined ? 'closed-loop' : 'open-loop';
}

/** Rejects for a host that is not found. A server that is not there makes a failed document, no rejection. */
export async function startLoad(given: LoadOptions): Promise<LoadRun> {
  const options = await engineOptions(given);
  const surroundings = new Surroundings(options);
  const client = given.client ?? defaultClient;
  const warmUp = new WarmUp({ mode: options.mode, isAuto: given.warmUpMs === 'auto' });
  const onEdge = (edge: number) => {
    if (edge === options.windows) {
      surroundings.readEnd();
      seconds?.end();
    }
    if (edge !== 0) return;
    surroundings.readStart();
    seconds?.start();
  };
  const engine = await startEngine(client, options, {
    onEdge,
    onWarmUpWindow: (messages, ns) => warmUp.isOverWith({ messages, ns }) && engine.endWarmUp(),
  });
  const timing = {
    durationMs: options.durationMs,
    isOpenLoop: options.mode === 'open-loop',
    progress: engine.progress,
  };
  const seconds = given.onSecond && new SecondsReport(timing, given.onSecond);
  const ceilingPerSecond = given.ceilingPerSecond ?? null;
  const endHold = given.holdFd === undefined ? () => {} : watchHold(given.holdFd, engine.release);
  return {
    service: options.service,
    mode: options.mode,
    warmUpMs: options.warmUpMs,
    durationMs: options.durationMs,
    progress: engine.progress,
    stop: engine.stop,
    done: engine.done.finally(endHold).then((counts) => {
      seconds?.finish(counts);
      return toDocument(
        counts,
        options,
        { ...surroundings.signals(), ceilingPerSecond },
        { client, autocannon: engine.own(), reached: warmUp.reached },
      );
    }),
  };
}

/** autocannon is imported only where it is asked for: it would add a quarter of a second to each start. */
async function startEngine(client: Client, options: EngineOptions, told: Told): Promise<AutocannonRun> {
  if (client === 'native') {
    return { ...addon.load.start(options, told.onEdge, told.onWarmUpWindow), own: () => null };
  }
  const { startAutocannon } = await import('./autocannon/drive.js');
  return startAutocannon(options, told);
}
