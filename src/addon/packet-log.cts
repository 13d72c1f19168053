// The packet-log capability: the shared region, what is recorded into it, and its one logger thread.
export enum Direction {
  recv = 0,
  send = 1,
}

export interface LoggerOptions {
  format: 'hex' | 'ascii' | 'json' | 'off';
  /** Add pid / thread / connection to each line. */
  who: boolean;
  /** Record and print [DEBUG] lines too. */
  debug: boolean;
  /** Record no [INFO] lines. */
  quiet: boolean;
  outputFd: number;
}

export interface PacketLogCapability {
  /** Creates the region and attaches to it; returns its descriptor, to be inherited. Throws. */
  create(): number;
  attach(fd: number): void;
  recordsPackets(): boolean;
  record(direction: Direction, connection: number, bytes: Uint8Array): void;
  say(level: 'info' | 'debug', connection: number, text: string): void;
  /** The rings of a process that has gone are drained, then free. */
  reclaim(pid: number): void;
  startLogger(options: LoggerOptions): void;
  /** Drains, flushes and ends the logger. Counts are of records. */
  stopLogger(): Promise<{ recorded: number; dropped: number }>;
  totals(): { recorded: number; dropped: number };
}
