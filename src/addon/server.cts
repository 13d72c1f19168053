// The server capability: a native model serving a listener on threads of this process.
export interface NativeServerOptions {
  model: string;
  listenFd: number;
  service: string;
  threads: number;
  loops: number;
  /** The model's own, by name. */
  settings: Readonly<Record<string, boolean | string | number>>;
  /** Per message; one of fewer than `fromBytes` costs nothing. */
  work: { cpuNs: number; waitNs: number; fromBytes: number };
}

export interface NativeServer {
  /**
   * Stops accepting, waits up to `drainMs` for the connections to end, ends what is left. `shutDown`: by shutdown(2) of
   * the listener, for every process that shares it; otherwise this process alone stops, by a signal to its threads.
   */
  stop(drainMs: number, shutDown: boolean): Promise<void>;
  /** Ends a drain that is under way: what is left is cut at once. */
  cut(): void;
}

/** Of one process: descriptors, and bytes of its address space. */
export interface Room {
  descriptors: number;
  addressBytes: number;
}

export interface ServerCapability {
  models(): string[];
  services(): string[];
  /** Returns once the model's threads run. Throws for an unknown model or service. */
  start(options: NativeServerOptions): NativeServer;
  /** getrusage(2) of this process with its ended threads, or of the children that it has reaped. */
  usage(ofChildren: boolean): {
    cpuUs: number;
    voluntarySwitches: number;
    involuntarySwitches: number;
    maxRssKb: number;
  };
  /** Names the calling thread for ps, top and the packet log (15 characters at most). */
  nameThread(name: string): void;
  /** Throws EMFILE, ENFILE or ENOMEM when this process cannot be given so much more; it takes nothing. */
  requireRoom(room: Room): void;
  /** Keeps the calling thread busy for as much CPU time. */
  burn(cpuNs: number): void;
}
