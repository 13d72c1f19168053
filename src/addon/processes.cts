// The processes capability: the tree below a process, and what each process in it has cost so far; and a CPU's yardstick.
export interface ContextSwitches {
  voluntary: number;
  involuntary: number;
}

export interface ProcessesCapability {
  /** The process and its descendants, zombies included; empty when it has gone. */
  tree(pid: number): number[];
  /** Threads that run; 0 for a zombie and for a process that has gone. */
  threads(pid: number): number;
  /** CPU time of all threads that the process has and had; a zombie still has its clock. null when it has gone. */
  cpuUs(pid: number): number | null;
  /** Of the threads that live. */
  contextSwitches(pid: number): ContextSwitches;
  /** The CPUs that the main thread of a process may run on; without a pid, the calling thread. Empty when it has gone. */
  cpus(pid?: number): number[];
  /** The calling thread, and what it starts from here on, runs on these CPUs alone. Throws EINVAL where none is usable. */
  useCpus(cpus: readonly number[]): void;
  /**
   * Nanoseconds of one round trip of a byte between two threads on `cpu`, the mean over `durationUs`, for which it
   * blocks. Throws EINVAL for a CPU that is not usable, or what socketpair or pthread_create said.
   */
  yardstick(cpu: number, durationUs: number): number;
}
