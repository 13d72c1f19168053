// The counters capability: one slot per worker in the shared region, sums of connections, bytes and errors by kind.
export type ErrorKind =
  | 'reset'
  | 'timeout'
  | 'descriptors'
  | 'memory'
  | 'threads'
  | 'processes'
  | 'workerDied'
  | 'cut'
  | 'other';

/** What waited in a queue between its accept and the thread that serves it. */
export interface QueueUse {
  /** Those that have left it, how long they waited, summed up, and the longest of the waits. */
  connections: number;
  waitUs: number;
  longestWaitUs: number;
  /** The most that waited at once. */
  deepest: number;
}

export interface Counters {
  accepted: number;
  closed: number;
  bytesIn: number;
  bytesOut: number;
  errors: Record<ErrorKind, number>;
  queue: QueueUse;
}

export interface CountersCapability {
  /** Makes slot `worker` (0 the parent's) the one this process writes to. */
  useWorker(worker: number): void;
  /** Makes slot `sharer` the one that the calling thread writes to, in a process that is no worker itself. */
  useSharer(sharer: number): void;
  nextConnection(): number;
  accepted(): void;
  closed(): void;
  transferred(bytesIn: number, bytesOut: number): void;
  failed(kind: ErrorKind): void;
  /** The kind of an errno name such as "ECONNRESET". */
  failedWith(code: string): void;
  ofWorker(worker: number): Counters;
  /** A worker died: its live connections count as closed. Returns how many there were. */
  workerDied(worker: number): number;
}
