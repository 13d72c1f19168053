// What a model says of itself, and what it runs.
import type { RunModel, ServerOptions } from '../serving/server.js';

export type Quadrant = 'spst' | 'spmt' | 'mpst' | 'mpmt';
export type Counts = Pick<ServerOptions, 'workers' | 'threads'>;

/** Statements that the tests measure from outside. */
export interface Claims {
  /** Clients that are served at the same time; the next one waits. */
  servedAtOnce(options: Counts): number;
  /** Processes and threads that each served client adds, and takes with it when it goes. */
  processesPerConnection: 0 | 1;
  threadsPerConnection: 0 | 1;
  /** Processes that serve beside the first, and native threads in all of them, without any client. */
  workers(options: Counts): number;
  threads(options: Counts): number;
  /** Out of descriptors, a new client waits in the kernel's queue, or is accepted and closed (libuv's answer). */
  outOfDescriptors: 'waits' | 'closed';
}

export interface Model {
  /** File name, command-line word, report label, native name. */
  name: string;
  quadrant: Quadrant;
  /** The one that its quadrant's code names. */
  canonical: boolean;
  language: 'TypeScript' | 'C++' | 'TypeScript and C++';
  /** The model of the same design in the other language: what differs between the two is the runtime. */
  twinOf?: string;
  /** One line for a list. */
  summary: string;
  /** Where the design is known from. */
  lineage: string[];
  /** Those written in the language of what serves its connections. */
  services: readonly string[];
  /** Which of --workers and --threads it takes. */
  takes: readonly (keyof Counts)[];
  claims: Claims;
  run: RunModel;
}
