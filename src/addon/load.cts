// The load capability: the client's engine, epoll threads without JavaScript per message.
export const modes = ['closed-loop', 'open-loop', 'churn'] as const;
export type LoadMode = (typeof modes)[number];

export const errorKinds = [
  'refused',
  'reset',
  'ended',
  'timeout',
  'wrongByte',
  'unsolicited',
  'ports',
  'descriptors',
  'other',
] as const;
export type LoadErrors = Record<(typeof errorKinds)[number], number>;

export interface EngineOptions {
  /** Numeric. */
  host: string;
  port: number;
  mode: LoadMode;
  connections: number;
  /** Bytes per message. */
  size: number;
  warmUpMs: number;
  durationMs: number;
  timeoutMs: number;
  /** Messages per second; read in open loop only. */
  rate: number;
  threads: number;
  /** Where the measured window's edges are written to as they come, a line of JSON each; -1 for nowhere. */
  eventsFd: number;
}

/** Null where the samples do not reach: p99 needs 100 of them. */
export interface Percentiles {
  p50: number | null;
  p90: number | null;
  p99: number | null;
  p999: number | null;
  max: number | null;
}

export interface LoadCounts {
  ending: 'running' | 'finished' | 'stopped' | 'lost' | 'unanswered';
  phase: 'opening' | 'warm-up' | 'measuring' | 'draining';
  latencyUs: Percentiles;
  /** Open loop: how late the client itself was, once a connection was free. */
  sendLagUs: Percentiles;
  /** Whole and right replies inside the window. */
  messages: number;
  /** Open loop: due in the window but not answered by its end. They are in `latencyUs`, with the age they had. */
  unanswered: number;
  cpuNs: number;
  windowNs: number;
  established: number;
  served: number;
  /** Over the whole run, from the first connect to the last close, as are the errors. */
  allMessages: number;
  bytesSent: number;
  bytesReceived: number;
  errors: LoadErrors;
}

export interface EngineRun {
  progress(): LoadCounts;
  /** Ends the run early; what was measured counts. */
  stop(): void;
  done: Promise<LoadCounts>;
}

export interface LoadCapability {
  /** Throws an Error with code, syscall and address for a host that is not numeric. */
  start(options: EngineOptions): EngineRun;
}
