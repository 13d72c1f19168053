// The load capability: the client's engine, epoll threads without JavaScript per message.
export const modes = ['closed-loop', 'open-loop', 'churn', 'burst'] as const;
export type LoadMode = (typeof modes)[number];

/** What the bytes mean; the words are those of `forkroad serve --service`. */
export const loadServices = ['echo', 'http-echo'] as const;
export type LoadService = (typeof loadServices)[number];

/** These use up local ports, and leave sockets in TIME_WAIT. */
export const connectsPerMessage = (mode: LoadMode): boolean => mode === 'churn' || mode === 'burst';

export const errorKinds = [
  'refused',
  'reset',
  'ended',
  'timeout',
  'wrongByte',
  'unsolicited',
  'malformed',
  'status',
  'ports',
  'descriptors',
  'other',
] as const;
export type LoadErrors = Record<(typeof errorKinds)[number], number>;

export interface EngineOptions {
  /** Numeric. */
  host: string;
  port: number;
  service: LoadService;
  mode: LoadMode;
  connections: number;
  /** Beside them: answered once in the opening, then held, silent. */
  idle: number;
  /** Bytes per message. Of http-echo 0 is a GET, and what it returns is not compared. */
  size: number;
  /** At the longest: it may be ended before. */
  warmUpMs: number;
  /** Of the windows that the warm-up is cut into, the shortest; and the fewest messages of each. */
  warmUpWindowMs: number;
  warmUpWindowMessages: number;
  durationMs: number;
  /** That the measured time is cut into, equally. */
  windows: number;
  timeoutMs: number;
  /** Messages per second; read in open loop only. */
  rate: number;
  threads: number;
  /** CPU that the client burns per message. */
  slowClientNs: number;
  /** How long the load goes on after the last window at the longest, until it is released; 0 for not. */
  holdMs: number;
  /** Where the windows' edges are written to as they come, a line of JSON each; -1 for nowhere. */
  eventsFd: number;
}

/** Of a histogram, the buckets that are not empty, ascending: the value in µs, and how often. */
type Buckets = [valueUs: number, count: number][];

export interface WindowCounts {
  /** Whole and right replies. */
  messages: number;
  /** Zero until the window has closed; with several threads, the mean of theirs. */
  windowNs: number;
  /** Of all threads of the engine. */
  cpuNs: number;
  /** Of the thread that used most CPU. */
  busiestCpuNs: number;
  /** How long that thread was runnable but not running; null where the kernel does not tell. */
  busiestWaitNs: number | null;
  latency: Buckets;
  latencyMaxUs: number;
  /** Of `latency`, what was never answered: lower bounds. */
  unanswered: Buckets;
  /** Open loop: how late the client itself was, once a connection was free. */
  sendLag: Buckets;
  sendLagMaxUs: number;
}

export interface LoadCounts {
  ending: 'running' | 'finished' | 'stopped' | 'lost' | 'unanswered';
  phase: 'opening' | 'warm-up' | 'measuring' | 'holding' | 'draining';
  /** As many as were asked for; those that were not reached are empty. */
  windows: WindowCounts[];
  /** Null until it is over. What is left after its last window is in the sums only. */
  warmUp: { messages: number; ns: number; windows: { messages: number; ns: number }[] } | null;
  /** Begun or due in the measured time, and never answered: waited for, timed out, or lost. In the latencies with their age. */
  unanswered: number;
  /** Begun or due in the measured time, answered after it: in the latencies of the last window, not in its messages. */
  answeredAfterEnd: number;
  established: number;
  served: number;
  idleEstablished: number;
  idleServed: number;
  /** Over the whole run, from the first connect to the last close, as are the errors. */
  allMessages: number;
  bytesSent: number;
  bytesReceived: number;
  /** Connections made again, since the server had announced the end of those before them. */
  reconnects: number;
  errors: LoadErrors;
  /** Replies by HTTP status, of those that were no success. */
  statuses: Record<string, number>;
}

export interface EngineRun {
  progress(): LoadCounts;
  /** The server is warm: the measured time begins. */
  endWarmUp(): void;
  /** Ends the hold after the last window; called before, there is none. */
  release(): void;
  /** Ends the run early; what was measured counts. */
  stop(): void;
  done: Promise<LoadCounts>;
}

export interface LoadCapability {
  /** Throws an Error with code, syscall and address for a host that is not numeric. */
  start(
    options: EngineOptions,
    onEdge: (edge: number) => void,
    onWarmUpWindow: (messages: number, ns: number) => void,
  ): EngineRun;
  /** The cheapest echo there is, on a thread of its own and a port of 127.0.0.1. */
  startEcho(service: LoadService): { port: number; stop(): void };
}
